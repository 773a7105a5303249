import { MessageSquare, Scale, ShieldCheck } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { TEXT } from "@/controls/text-styles.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";

const PROMISES = [
  { words: "promiseNobody", icon: ShieldCheck },
  { words: "promiseAnswer", icon: MessageSquare },
  { words: "promiseCriticism", icon: Scale },
] as const;

/** The three promises to those who speak, and the page that spells them out. */
export async function Promises() {
  const [t, locale] = await Promise.all([getTranslations("home"), getLocale()]);
  return (
    <section aria-labelledby="promises">
      <h2 id="promises" className={TEXT.h2}>
        {t("promises")}
      </h2>
      <ul className="mt-3 grid gap-3 md:grid-cols-3 md:gap-8">
        {PROMISES.map(({ words, icon: Icon }) => (
          <li key={words} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-2.5 py-[.3125rem] text-md">
            <Icon className="mt-1 size-[1.125rem] text-accent-ink" strokeWidth={1.75} aria-hidden />
            <span>{t.rich(words, { b: (chunks) => <b>{chunks}</b> })}</span>
          </li>
        ))}
      </ul>
      <p className={`mt-1 ${TEXT.small}`}>
        <a href={pathIn(locale, PATHS.kept)} className="inline-flex min-h-11 items-center">
          {t("keptLink")}
        </a>
      </p>
    </section>
  );
}
