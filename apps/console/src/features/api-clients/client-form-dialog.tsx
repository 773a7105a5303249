"use client";
import { Button, Dialog, Field, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { ClientUnit } from "./client.documents.ts";
import { type ClientForm, daysToChoose, isComplete } from "./client-form.ts";
import { CLIENT_SCOPES } from "./client-scopes.ts";

interface ClientFormDialogProps {
  readonly kind: "new" | "change";
  readonly isOpen: boolean;
  readonly first: ClientForm;
  readonly units: readonly ClientUnit[];
  /** ISO. */
  readonly today: string;
  readonly isBusy: boolean;
  /** Why it did not happen, in the server's words. */
  readonly problem: string | undefined;
  readonly onClose: () => void;
  readonly onConfirm: (form: ClientForm) => void;
}

/** What is agreed with a system: what, where, from where, until when, and whom to call. */
export function ClientFormDialog({ kind, isOpen, onClose, ...rest }: ClientFormDialogProps) {
  const t = useTranslations("clients.form");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t(kind === "new" ? "titleOfNew" : "titleOfChange")} className="w-[40rem]">
      <FormBody kind={kind} onClose={onClose} {...rest} />
    </Dialog>
  );
}

function FormBody({ kind, first, units, today, isBusy, problem, onClose, onConfirm }: Omit<ClientFormDialogProps, "isOpen">) {
  const t = useTranslations("clients.form");
  const [form, setForm] = useState(first);
  const [isShort, setShort] = useState(false);
  const put = (change: Partial<ClientForm>) => setForm({ ...form, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setShort(!isComplete(form));
    if (isComplete(form)) onConfirm(form);
  };
  const complaint = isShort ? t("missing") : problem;
  return (
    <form onSubmit={submit} noValidate>
      <div className="space-y-4 p-4">
        <Text id="client-name" label={t("name")} value={form.name} onChange={(name) => put({ name })} />
        <Text id="client-purpose" label={t("purpose")} hint={t("purposeHint")} value={form.purpose} onChange={(purpose) => put({ purpose })} />
        <Text id="client-contact" label={t("contact")} hint={t("contactHint")} value={form.contact} onChange={(contact) => put({ contact })} />
        <Scopes chosen={form.scopes} onChange={(scopes) => put({ scopes })} />
        <Units units={units} chosen={form.unitIds} onChange={(unitIds) => put({ unitIds })} />
        <Field id="client-networks" label={t("networks")} hint={t("networksHint")}>
          {(control) => (
            <textarea
              {...control}
              rows={2}
              value={form.networks}
              onChange={({ target }) => put({ networks: target.value })}
              spellCheck={false}
              className={inputClass("block min-h-16 resize-y font-mono text-sm [field-sizing:content]")}
            />
          )}
        </Field>
        <Field id="client-expiry" label={t("expiresOn")} hint={t("expiresHint")}>
          {(control) => (
            <input
              {...control}
              {...daysToChoose(new Date(today))}
              type="date"
              value={form.expiresOn}
              onChange={({ target }) => put({ expiresOn: target.value })}
              className={inputClass("max-w-48")}
            />
          )}
        </Field>
        {complaint && (
          <p role="alert" className="font-semibold text-hotspot">
            {complaint}
          </p>
        )}
      </div>
      <footer className="sticky bottom-0 flex items-center justify-end gap-2 border-t border-line bg-sunken px-4 py-3">
        <Button look="bare" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button type="submit" look="primary" disabled={isBusy} aria-busy={isBusy}>
          {t(kind === "new" ? "create" : "save")}
        </Button>
      </footer>
    </form>
  );
}

interface TextProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Text({ id, label, hint, value, onChange }: TextProps) {
  return (
    <Field id={id} label={label} hint={hint}>
      {(control) => (
        <input {...control} value={value} onChange={({ target }) => onChange(target.value)} autoComplete="off" className={inputClass()} />
      )}
    </Field>
  );
}

interface ChoiceProps {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function Scopes({ chosen, onChange }: ChoiceProps) {
  const t = useTranslations("clients");
  return (
    <fieldset aria-describedby="client-scopes-hint">
      <legend className="mb-1 font-medium">{t("form.scopes")}</legend>
      {CLIENT_SCOPES.map((scope) => (
        <Check key={scope} label={t(`scopes.${scope}`)} value={scope} chosen={chosen} onChange={onChange} />
      ))}
      <p id="client-scopes-hint" className="mt-1 text-sm text-ink-3">
        {t("form.needsSecond")}
      </p>
    </fieldset>
  );
}

function Units({ units, chosen, onChange }: ChoiceProps & { readonly units: readonly ClientUnit[] }) {
  const t = useTranslations("clients");
  const least = Math.min(...units.map(({ depth }) => depth));
  return (
    <fieldset aria-describedby="client-units-hint">
      <legend className="mb-1 font-medium">{t("form.units")}</legend>
      <div className="max-h-48 overflow-auto rounded-sm border border-line-strong px-2.5 py-1 [scrollbar-width:thin]">
        {units.map(({ id, name, depth }) => (
          <Check key={id} label={name} value={id} indent={depth - least} chosen={chosen} onChange={onChange} />
        ))}
      </div>
      <p id="client-units-hint" className="mt-1 text-sm text-ink-3">
        {t("facts.unitsHint")}
      </p>
    </fieldset>
  );
}

interface CheckProps extends ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly indent?: number;
}

function Check({ label, value, indent = 0, chosen, onChange }: CheckProps) {
  const isChosen = chosen.includes(value);
  return (
    <label className="flex min-h-8 items-center gap-2" style={{ paddingInlineStart: `${indent * 1.25}rem` }}>
      <input
        type="checkbox"
        checked={isChosen}
        onChange={() => onChange(isChosen ? chosen.filter((each) => each !== value) : [...chosen, value])}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  );
}
