import { getLocale, getTranslations } from "next-intl/server";
import { buttonStyle } from "@/controls/button-style.ts";
import { PrintButton } from "@/controls/print-button.tsx";
import { TEXT } from "@/controls/text-styles.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";

/** Beside an article: how to ask on, print it, and find the others. */
export async function ArticleAside() {
  const [t, shell, locale] = await Promise.all([getTranslations("articles"), getTranslations("shell"), getLocale()]);
  return (
    <aside className="print:hidden">
      <h2 className="text-lg leading-[1.625rem]">{t("unclear")}</h2>
      <p className={`mt-1 text-ink-2 ${TEXT.small}`}>{t("unclearText")}</p>
      <p className="mt-5 flex flex-wrap gap-3">
        <a href={pathIn(locale, PATHS.submit)} className={buttonStyle("plain")}>
          {shell("submit")}
        </a>
        <PrintButton label={shell("print")} />
      </p>
      <p className={`mt-3 ${TEXT.small}`}>
        <a href={pathIn(locale, PATHS.articles)} className="inline-flex min-h-11 items-center">
          {t("all")}
        </a>
      </p>
    </aside>
  );
}
