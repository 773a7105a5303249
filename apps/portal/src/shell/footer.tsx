import { getLocale, getTranslations } from "next-intl/server";
import { findOrganization } from "@/features/organization/find-organization.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { Wrap } from "./wrap.tsx";

interface FooterProps {
  /** The address of this page in Vietnamese; the other language's link leads to the same page. */
  readonly path: string;
}

/** The foot: who speaks here, and the pages about the site itself. */
export async function Footer({ path }: FooterProps) {
  const [t, locale, organization] = await Promise.all([getTranslations("shell"), getLocale(), findOrganization()]);
  const otherLocale = locale === "vi" ? "en" : "vi";
  const links = [
    { href: pathIn(locale, PATHS.channels), text: t("channels") },
    { href: pathIn(locale, PATHS.kept), text: t("kept") },
    { href: pathIn(otherLocale, path), text: t("otherLanguage"), language: otherLocale },
  ];
  return (
    <footer className="border-t border-line bg-sunken pt-6 pb-8 text-md text-ink-2 print:hidden">
      <Wrap className="grid gap-4 md:grid-cols-[minmax(0,1fr)_auto]">
        <p className="max-w-[44rem]">
          {organization && (
            <b lang="vi" className="block">
              {organization.name}
            </b>
          )}
          {t("official")}
          <span className="mt-3 block">{t("exitKey")}</span>
        </p>
        <ul>
          {links.map((link) => (
            <li key={link.text}>
              <a href={link.href} lang={link.language} hrefLang={link.language} className="inline-flex min-h-11 items-center">
                {link.text}
              </a>
            </li>
          ))}
        </ul>
      </Wrap>
    </footer>
  );
}
