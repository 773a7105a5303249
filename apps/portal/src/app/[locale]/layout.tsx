import type { Metadata, Viewport } from "next";
import { getTranslations } from "next-intl/server";
import { PortalDocument } from "@/shell/portal-document.tsx";

// Every page carries its own nonce, so none can be made ahead.
export const dynamic = "force-dynamic";

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return { title: t("product"), description: t("description"), referrer: "no-referrer", formatDetection: { telephone: false } };
}

export default function LocaleLayout({ children }: LayoutProps<"/[locale]">) {
  return <PortalDocument>{children}</PortalDocument>;
}
