import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { pathIn } from "@/i18n/paths.ts";

/** Leads to an address that no page has: Next's own `notFound()` shows an empty page where JavaScript is off. */
export async function goToNotFound(): Promise<never> {
  redirect(pathIn(await getLocale(), "/404"));
}
