import { getLocale, getTranslations } from "next-intl/server";
import { TEXT } from "@/controls/text-styles.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { PageFrame } from "./page-frame.tsx";

const WAYS_ON = ["home", "articles", "follow"] as const;

/** No page at this address, and three ways on. */
export async function NotFoundPage() {
  const [t, locale] = await Promise.all([getTranslations("notFound"), getLocale()]);
  return (
    <PageFrame path={PATHS.home}>
      <h1 className={TEXT.h1}>{t("title")}</h1>
      <p className="mt-3">{t("text")}</p>
      <ul className="mt-3">
        {WAYS_ON.map((page) => (
          <li key={page}>
            <a href={pathIn(locale, PATHS[page])} className="inline-flex min-h-11 items-center">
              {t(page)}
            </a>
          </li>
        ))}
      </ul>
    </PageFrame>
  );
}
