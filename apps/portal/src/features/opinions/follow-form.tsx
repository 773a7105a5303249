import { getLocale, getTranslations } from "next-intl/server";
import { buttonStyle } from "@/controls/button-style.ts";
import { ErrorSummary, type FieldError } from "@/controls/error-summary.tsx";
import { FieldErrorText } from "@/controls/field-error.tsx";
import { FIELD, TEXT } from "@/controls/text-styles.ts";
import { PostForm } from "@/forms/post-form.tsx";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import type { FollowFailure } from "./follow-answer.ts";
import { openReceipt } from "./opinion.actions.ts";
import { RECEIPT_PLACES, wordFieldName } from "./receipt-words.ts";

const ERROR_ID = "words-error";
/** Where the summary leads; to the button where only trying again helps. */
const FIELD_TO_CHANGE = {
  tooMany: wordFieldName(RECEIPT_PLACES.length),
  unknown: wordFieldName(1),
  away: "open",
  busy: "open",
} as const;

interface FollowFormProps {
  readonly words: readonly string[];
  readonly failure: FollowFailure | undefined;
}

/** Nine fields for the nine words; after a failure they hold what was typed. */
export async function FollowForm({ words, failure }: FollowFormProps) {
  const [t, locale] = await Promise.all([getTranslations("follow"), getLocale()]);
  const wordsByPlace = spread(words);
  const error = failure && (await describe(failure));
  return (
    <div className="max-w-[40rem]">
      <h1 className={TEXT.h1}>{t("heading")}</h1>
      {error && <ErrorSummary heading={t("errorHeading")} errors={[error]} />}
      <PostForm action={openReceipt} page={pathIn(locale, PATHS.follow)}>
        <fieldset className="mt-8" aria-describedby="words-hint">
          <legend className={`mb-1 ${TEXT.question}`}>{t("legend")}</legend>
          <p id="words-hint" className="mb-3 text-md text-ink-3">
            {t("hint")}
          </p>
          {error && isAboutWords(failure) && <FieldErrorText id={ERROR_ID} message={error.message} />}
          <div className="grid max-w-[40rem] grid-cols-2 gap-x-4 sm:grid-cols-3 gap-y-3">
            {RECEIPT_PLACES.map((place) => (
              <WordField key={place} place={place} word={wordsByPlace[place - 1] ?? ""} isInvalid={isWrong(failure, place)} />
            ))}
          </div>
        </fieldset>
        <p className="mt-5">
          <button id="open" type="submit" className={buttonStyle("primary")}>
            {t("open")}
          </button>
        </p>
      </PostForm>
      <details className="mt-8 border-y border-line">
        <summary className="min-h-12 cursor-pointer py-2.5 font-medium text-accent-ink">{t("lost")}</summary>
        <p className="pb-4 text-md text-ink-3">{t.rich("lostText", { link: (chunks) => <a href={pathIn(locale, PATHS.articles)}>{chunks}</a> })}</p>
      </details>
    </div>
  );
}

interface WordFieldProps {
  readonly place: number;
  readonly word: string;
  readonly isInvalid: boolean;
}

async function WordField({ place, word, isInvalid }: WordFieldProps) {
  const t = await getTranslations("follow");
  const id = wordFieldName(place);
  return (
    <label htmlFor={id} className="grid grid-cols-[1.25rem_minmax(0,1fr)] items-center text-[.9375rem] text-ink-3">
      <span className="sr-only">{t("word", { place })}</span>
      <span aria-hidden>{place}</span>
      <input
        type="text"
        id={id}
        name={id}
        defaultValue={word}
        aria-invalid={isInvalid ? true : undefined}
        aria-describedby={isInvalid ? ERROR_ID : undefined}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        className={`${FIELD} text-[1.25rem]`}
      />
    </label>
  );
}

function isAboutWords(failure: FollowFailure | undefined): boolean {
  return failure?.kind === "missing" || failure?.kind === "tooMany";
}

/** Words beyond the ninth stay in the last field, so that nothing typed is lost. */
function spread(words: readonly string[]): readonly string[] {
  const last = RECEIPT_PLACES.length - 1;
  return [...words.slice(0, last), words.slice(last).join(" ")];
}

function isWrong(failure: FollowFailure | undefined, place: number): boolean {
  if (failure?.kind === "missing") return failure.places.includes(place);
  return failure?.kind === "tooMany" && place === RECEIPT_PLACES.length;
}

async function describe(failure: FollowFailure): Promise<FieldError> {
  const [t, locale] = await Promise.all([getTranslations("follow"), getLocale()]);
  if (failure.kind !== "missing") {
    return { fieldId: FIELD_TO_CHANGE[failure.kind], message: t(failure.kind) };
  }
  const { places } = failure;
  const [first = 1] = places;
  const message =
    places.length === 1
      ? t("missing", { place: first })
      : t("missingMany", { count: places.length, places: new Intl.ListFormat(locale, { type: "unit" }).format(places.map(String)) });
  return { fieldId: wordFieldName(first), message };
}
