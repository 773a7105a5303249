import { getTranslations } from "next-intl/server";
import { TEXT } from "@/controls/text-styles.ts";
import type { WhenToForward } from "@/graphql/generated/graphql";

const CHOICES = [
  { value: "NOW", label: "now", hint: "nowHint" },
  { value: "LATER", label: "later", hint: "laterHint" },
] as const;

/** Pass the opinion on at once, or after a random while among others. */
export async function WhenField({ forward }: { readonly forward: WhenToForward }) {
  const t = await getTranslations("submit");
  return (
    <fieldset className="mt-8">
      <legend className={`mb-1 ${TEXT.question}`}>{t("when")}</legend>
      {CHOICES.map((choice) => (
        <label key={choice.value} className="grid min-h-11 grid-cols-[1.5rem_minmax(0,1fr)] gap-3 py-2.5">
          <input
            type="radio"
            name="forward"
            value={choice.value}
            defaultChecked={choice.value === forward}
            className="mt-[.1875rem] size-6 accent-accent"
          />
          <span>
            {t(choice.label)}
            <span className={`block text-ink-3 ${TEXT.small}`}>{t(choice.hint)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
