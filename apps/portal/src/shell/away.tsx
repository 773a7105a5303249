import { getLocale, getTranslations } from "next-intl/server";
import { buttonStyle } from "@/controls/button-style.ts";
import { TEXT } from "@/controls/text-styles.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";

/** Stands in for a page's content while the api is away. */
export async function Away() {
  const [t, locale] = await Promise.all([getTranslations("away"), getLocale()]);
  return (
    <div className="max-w-[40rem]">
      <h1 className={TEXT.h1}>{t("title")}</h1>
      <p className="mt-3">{t("text")}</p>
      <p className="mt-5">
        <a href={pathIn(locale, PATHS.home)} className={buttonStyle("plain")}>
          {t("home")}
        </a>
      </p>
    </div>
  );
}
