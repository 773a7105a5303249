import { EyeOff } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { buttonStyle } from "@/controls/button-style.ts";
import { Note } from "@/controls/note.tsx";
import { TEXT } from "@/controls/text-styles.ts";
import type { FoundPersonalData } from "./found-personal-data.ts";
import { CHOICE_FIELD } from "./personal-data-choice.ts";

/** Before sending: what in the text seems to lead to a person, and the ways to go on. Stands inside of the form, whose buttons these are. */
export async function PersonalDataWarning({ found }: { readonly found: readonly FoundPersonalData[] }) {
  const t = await getTranslations("submit.personal");
  return (
    <section role="alert" aria-labelledby="personal-heading" className="mt-6">
      <Note tone="context" icon={EyeOff}>
        <h2 id="personal-heading" className={TEXT.question}>
          {t("heading")}
        </h2>
        <ul className="mt-2 grid gap-1">
          {found.map(({ kind, words }) => (
            <li key={words} className="break-words">
              {t(`kinds.${kind}`)}: <b>{words}</b>
            </li>
          ))}
        </ul>
        <p className="mt-2">{t("what")}</p>
        <p className="mt-4 flex flex-wrap items-center gap-3">
          <button type="submit" name={CHOICE_FIELD} value="COVER" className={buttonStyle("primary")}>
            {t("coverAndSend")}
          </button>
          <button type="submit" name={CHOICE_FIELD} value="KEEP" className={buttonStyle("plain")}>
            {t("keepAndSend")}
          </button>
          <a href="#text" className="inline-block py-2">
            {t("edit")}
          </a>
        </p>
      </Note>
    </section>
  );
}
