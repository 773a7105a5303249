import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotFoundPage } from "@/shell/not-found-page.tsx";
import { pageMetadata } from "@/shell/page-metadata.ts";
import { PortalDocument } from "@/shell/portal-document.tsx";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notFound");
  return pageMetadata({ title: t("title") });
}

/** Rendered on the server with status 404; a `not-found` file would need JavaScript to show anything. */
export default function GlobalNotFound() {
  return (
    <PortalDocument>
      <NotFoundPage />
    </PortalDocument>
  );
}
