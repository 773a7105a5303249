import { BrandMark } from "@langnghe/ui";
import clsx from "clsx";
import { LogOut } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { findOrganization } from "@/features/organization/find-organization.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";

export type NavigationPage = "submit" | "follow" | "articles";
const NAVIGATION: readonly NavigationPage[] = ["submit", "follow", "articles"];

/** The band at the top: whose site this is, the way out, the pages. */
export async function HeaderBand({ current }: { readonly current: NavigationPage | undefined }) {
  const [t, locale, organization] = await Promise.all([getTranslations("shell"), getLocale(), findOrganization()]);
  return (
    <header className="bg-band text-band-ink print:bg-transparent print:text-ink">
      <div className="mx-auto grid w-full max-w-[66rem] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-1.5 px-4 pt-2 md:min-h-17 md:grid-cols-[auto_minmax(0,1fr)_auto] md:px-8 md:pt-0 print:px-0 [&_:focus-visible]:outline-band-ink">
        <a href={pathIn(locale, PATHS.home)} className="flex min-h-11 min-w-0 items-center gap-2 text-inherit no-underline">
          <BrandMark className="size-7 flex-none" />
          <span className="min-w-0">
            <b className="block text-[1.125rem] leading-[1.375rem] font-bold">{t("product")}</b>
            {organization && (
              <span lang="vi" className="block text-[.75rem] leading-[1.0625rem] text-band-ink-2 md:text-[.8125rem] print:text-ink-2">
                {organization.name}
              </span>
            )}
          </span>
        </a>
        <a
          href={pathIn(locale, PATHS.leave)}
          title={t("exitKey")}
          rel="noreferrer"
          className="inline-flex min-h-11 items-center gap-2 rounded-sm bg-band-ink px-2.5 text-md font-semibold whitespace-nowrap text-band no-underline md:col-start-3 md:row-start-1 print:hidden"
        >
          <LogOut className="size-4" strokeWidth={1.75} aria-hidden />
          <span className="md:hidden">{t("exitShort")}</span>
          <span className="hidden md:inline">{t("exit")}</span>
        </a>
        <nav
          aria-label={t("pages")}
          className="col-span-full flex justify-between gap-x-3 gap-y-1 md:col-span-1 md:col-start-2 md:row-start-1 md:mx-8 md:gap-7 md:justify-self-end print:hidden"
        >
          {NAVIGATION.map((page) => (
            <a
              key={page}
              href={pathIn(locale, PATHS[page])}
              aria-current={page === current ? "page" : undefined}
              className={clsx(
                "inline-flex min-h-11 items-center text-[.9375rem] whitespace-nowrap no-underline md:min-h-17 md:text-md",
                page === current
                  ? "font-semibold text-band-ink shadow-[inset_0_-3px_0_var(--band-ink)]"
                  : "text-band-ink-2 hover:text-band-ink hover:underline",
              )}
            >
              {t(page)}
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}
