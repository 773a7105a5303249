import { PERSONAL_DATA_KINDS, type PersonalDataKind } from "@langnghe/text";
import { getLocale, getTranslations } from "next-intl/server";
import { buttonStyle } from "@/controls/button-style.ts";
import { ErrorSummary } from "@/controls/error-summary.tsx";
import { FieldErrorText } from "@/controls/field-error.tsx";
import { FIELD, TEXT } from "@/controls/text-styles.ts";
import { findOrganization } from "@/features/organization/find-organization.ts";
import { PostForm } from "@/forms/post-form.tsx";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { KeptLists } from "./kept-lists.tsx";
import { sendOpinion } from "./opinion.actions.ts";
import type { OpinionDraft } from "./opinion-draft.ts";
import type { FoundPersonalData } from "./personal-data/found-personal-data.ts";
import { PersonalDataHint } from "./personal-data/personal-data-hint.tsx";
import { PersonalDataWarning } from "./personal-data/personal-data-warning.tsx";
import type { SubmitFailure } from "./submit-answer.ts";
import { UnitField } from "./unit-field.tsx";
import { WhenField } from "./when-field.tsx";

/** The field that a failure asks to change; none where only trying again helps. */
const FIELD_TO_CHANGE: Partial<Record<SubmitFailure, "text" | "unit">> = {
  EMPTY: "text",
  TOO_SHORT: "text",
  TOO_LONG: "text",
  BAD_CHARACTERS: "text",
  UNKNOWN_UNIT: "unit",
};

interface SubmitFormProps {
  readonly draft: OpinionDraft;
  readonly failure: SubmitFailure | undefined;
  /** What its writer is asked about before it is sent. */
  readonly personalData: readonly FoundPersonalData[];
}

/** The form for an opinion; after a failure it holds everything that was typed and says what to do. */
export async function SubmitForm({ draft, failure, personalData }: SubmitFormProps) {
  const [t, locale] = await Promise.all([getTranslations("submit"), getLocale()]);
  const isWarned = personalData.length > 0;
  const message = failure && t(`refusal.${failure}`);
  const fieldId = failure && FIELD_TO_CHANGE[failure];
  return (
    <>
      <h1 className={TEXT.h1}>{t("heading")}</h1>
      {message && <ErrorSummary heading={t("errorHeading")} errors={[{ fieldId: fieldId ?? "send", message }]} />}
      <PostForm
        action={sendOpinion}
        page={pathIn(locale, PATHS.submit)}
        className="lg:grid lg:grid-cols-[minmax(0,40rem)_minmax(0,1fr)] lg:items-start lg:gap-x-16 lg:*:col-start-1"
      >
        <input type="hidden" name="formKey" value={draft.formKey} />
        {isWarned && <PersonalDataWarning found={personalData} />}
        <TextField text={draft.text} error={fieldId === "text" ? message : undefined} isWarned={isWarned} />
        <UnitField unitId={draft.unitId} error={fieldId === "unit" ? message : undefined} />
        <WhenField forward={draft.forward} />
        <KeptLists label={t("lists")} className="mt-8 lg:sticky lg:top-8 lg:col-start-2! lg:row-span-5 lg:row-start-1 lg:grid-cols-1" />
        <div className={`mt-8 grid gap-2 text-ink-2 ${TEXT.small}`}>
          <Retention />
          <p>{t("complaint")}</p>
        </div>
        <p className="mt-5">
          <button id="send" type="submit" className={buttonStyle(isWarned ? "plain" : "primary")}>
            {t("send")}
          </button>
        </p>
      </PostForm>
    </>
  );
}

async function Retention() {
  const [t, organization] = await Promise.all([getTranslations("submit"), findOrganization()]);
  return <p>{organization ? t("retention", { months: organization.retentionMonths }) : t("retentionUnknown")}</p>;
}

interface TextFieldProps {
  readonly text: string;
  readonly error: string | undefined;
  readonly isWarned: boolean;
}

async function TextField({ text, error, isWarned }: TextFieldProps) {
  const [t, personal] = await Promise.all([getTranslations("submit"), personalDataWords()]);
  return (
    <div className="mt-8">
      <label htmlFor="text" className={`mb-1 block ${TEXT.question}`}>
        {t("text")}
      </label>
      <p id="text-hint" className="mb-2 text-md text-ink-3">
        {t("textHint")}
      </p>
      {error && <FieldErrorText id="text-error" message={error} />}
      <textarea
        id="text"
        name="text"
        rows={7}
        defaultValue={text}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? "text-hint text-error" : "text-hint"}
        className={`${FIELD} block resize-y`}
      />
      {!isWarned && <PersonalDataHint fieldId="text" words={personal} />}
    </div>
  );
}

async function personalDataWords() {
  const t = await getTranslations("submit.personal");
  const kinds = Object.fromEntries(PERSONAL_DATA_KINDS.map((kind) => [kind, t(`kinds.${kind}`)])) as Record<PersonalDataKind, string>;
  return { seems: t("seems"), cover: t("cover"), kinds };
}
