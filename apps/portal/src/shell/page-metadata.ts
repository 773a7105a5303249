import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

/** The metadata of a page whose title is followed by the product's name; `isError` says so first, for screen readers. */
export async function pageMetadata({ title, isError = false }: { readonly title: string; readonly isError?: boolean }): Promise<Metadata> {
  const t = await getTranslations("shell");
  const page = isError ? t("errorTitle", { page: title }) : title;
  return { title: t("titleTemplate", { page }) };
}
