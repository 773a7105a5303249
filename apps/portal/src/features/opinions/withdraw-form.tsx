import { getLocale, getTranslations } from "next-intl/server";
import { buttonStyle } from "@/controls/button-style.ts";
import { FIELD } from "@/controls/text-styles.ts";
import { PostForm } from "@/forms/post-form.tsx";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { withdrawOpinion } from "./opinion.actions.ts";
import { wordFieldName } from "./receipt-words.ts";

const FIELD_ID = "withdraw-receipt";

/** Takes an opinion back. The words are typed once more: so it is meant, and the page need not carry them. */
export async function WithdrawForm() {
  const [t, locale] = await Promise.all([getTranslations("follow.withdraw"), getLocale()]);
  return (
    <details className="mt-10 max-w-[40rem] border-y border-line">
      <summary className="min-h-12 cursor-pointer py-2.5 font-medium text-accent-ink">{t("summary")}</summary>
      <PostForm action={withdrawOpinion} page={pathIn(locale, PATHS.follow)} className="pb-5">
        <p className="text-md">{t("what")}</p>
        <label htmlFor={FIELD_ID} className="mt-4 mb-1 block font-medium">
          {t("label")}
        </label>
        <input
          type="text"
          id={FIELD_ID}
          name={wordFieldName(1)}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          className={`${FIELD} w-full`}
        />
        <p className="mt-4">
          <button type="submit" className={buttonStyle("plain")}>
            {t("button")}
          </button>
        </p>
      </PostForm>
    </details>
  );
}
