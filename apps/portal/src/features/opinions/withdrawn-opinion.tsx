import { getLocale, getTranslations } from "next-intl/server";
import { buttonStyle } from "@/controls/button-style.ts";
import { TEXT } from "@/controls/text-styles.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";

/** Said once, in answer to the form: the opinion is gone. */
export async function WithdrawnOpinion() {
  const [t, locale] = await Promise.all([getTranslations("follow"), getLocale()]);
  return (
    <div className="max-w-[40rem]">
      <h1 className={TEXT.h1}>{t("state.WITHDRAWN")}</h1>
      <p className="mt-6">{t("withdraw.done")}</p>
      <p className="mt-5">
        <a href={pathIn(locale, PATHS.home)} className={buttonStyle("plain")}>
          {t("done")}
        </a>
      </p>
    </div>
  );
}
