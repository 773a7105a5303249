import type { Metadata, Viewport } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ConsoleDocument } from "@/shell/console-document.tsx";

// Every page carries its own nonce and its viewer's language, so none can be made ahead.
export const dynamic = "force-dynamic";

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return { title: { default: t("product"), template: `%s · ${t("product")}` }, robots: { index: false } };
}

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return <ConsoleDocument>{children}</ConsoleDocument>;
}
