"use client";
import { Button, inputClass, UrgencyMark } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import type { Urgency } from "@/graphql/generated/graphql";
import type { OpinionRow } from "./opinion-row.ts";

const URGENCIES = ["ROUTINE", "SOON", "URGENT", "HOTSPOT"] as const satisfies readonly Urgency[];

interface TriagePanelProps {
  readonly opinion: OpinionRow;
  readonly topics: readonly { readonly id: string; readonly name: string }[];
  readonly onTriage: (choice: { topicId: string | null; urgency: Urgency }) => void;
}

/** What it is about and how soon; Enter decides. */
export function TriagePanel({ opinion, topics, onTriage }: TriagePanelProps) {
  const t = useTranslations("decisions");
  const words = useTranslations("opinion.urgencies");
  const topicField = useId();
  const [urgency, setUrgency] = useState<Urgency>(opinion.urgency);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const topicId = String(new FormData(event.currentTarget).get("topic"));
    onTriage({ topicId: topicId || null, urgency });
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <h3 className="font-semibold">{t("triageTitle")}</h3>
      <div>
        <label htmlFor={topicField} className="mb-1 block font-medium">
          {t("topic")}
        </label>
        <select id={topicField} name="topic" defaultValue={opinion.topic?.id ?? ""} className={inputClass()}>
          <option value="">{t("noTopic")}</option>
          {topics.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <fieldset>
        <legend className="mb-1 font-medium">{t("urgency")}</legend>
        <div className="grid grid-cols-2 gap-1.5">
          {URGENCIES.map((level) => (
            <label
              key={level}
              className="flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 shadow-[inset_0_0_0_1px_var(--line)] hover:bg-hover has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_2px_var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-focus"
            >
              <input type="radio" name="urgency" value={level} checked={urgency === level} onChange={() => setUrgency(level)} className="sr-only" />
              <UrgencyMark level={level} word="" />
              {words(level)}
            </label>
          ))}
        </div>
      </fieldset>
      <Button type="submit" look="primary" className="w-full">
        {t("triage")}
      </Button>
    </form>
  );
}
