"use client";
import { Field, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";

interface BylineFieldProps {
  readonly byline: string;
  readonly error: string | undefined;
  readonly onChange: (byline: string) => void;
}

/** Who signs, where a signature stands: under the text. */
export function BylineField({ byline, error, onChange }: BylineFieldProps) {
  const t = useTranslations("articles.fields");
  return (
    <Field id="article-byline" label={t("byline")} error={error} hint={t("bylineHint")}>
      {(control) => (
        <input {...control} value={byline} onChange={({ target }) => onChange(target.value)} autoComplete="off" className={inputClass()} />
      )}
    </Field>
  );
}
