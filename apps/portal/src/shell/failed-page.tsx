"use client";

import { useLocale, useTranslations } from "next-intl";
import { buttonStyle } from "@/controls/button-style.ts";
import { TEXT } from "@/controls/text-styles.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { Wrap } from "./wrap.tsx";

/** Something broke that no page had foreseen. */
export function FailedPage({ reset }: { readonly error: Error; readonly reset: () => void }) {
  const t = useTranslations("failed");
  const locale = useLocale();
  return (
    <main id="main" className="flex-1">
      <Wrap className="pt-7 pb-14 md:pt-11">
        <h1 className={TEXT.h1}>{t("title")}</h1>
        <p className="mt-3 max-w-[40rem]">{t("text")}</p>
        <p className="mt-5 flex flex-wrap gap-3">
          <button type="button" className={buttonStyle("primary")} onClick={reset}>
            {t("retry")}
          </button>
          <a href={pathIn(locale, PATHS.home)} className={buttonStyle("plain")}>
            {t("home")}
          </a>
        </p>
      </Wrap>
    </main>
  );
}
