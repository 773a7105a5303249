"use client";
import { Button, Field, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { toast } from "sonner";
import { CHANGE_PASSWORD } from "./account.documents.ts";
import { Section } from "./section.tsx";
import { useAct } from "./use-act.ts";

interface PasswordSectionProps {
  readonly email: string;
  readonly hasPassword: boolean;
}

export function PasswordSection({ email, hasPassword }: PasswordSectionProps) {
  const t = useTranslations("own.password");
  const act = useAct();
  const change = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(await act.run(CHANGE_PASSWORD, { password: String(new FormData(form).get("password")) }))) return;
    form.reset();
    toast(t("changed"));
  };
  return (
    <Section id="password" title={t("title")} what={t(hasPassword ? "what" : "none")} error={act.error}>
      <form onSubmit={change} className="flex flex-wrap items-end gap-2">
        {/* For the browser's own keeper of passwords. */}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <div className="w-64 max-w-full">
          <Field id="new-password" label={t("new")}>
            {(control) => (
              <input {...control} name="password" type="password" required minLength={12} autoComplete="new-password" className={inputClass()} />
            )}
          </Field>
        </div>
        <Button type="submit" disabled={act.isBusy}>
          {t(hasPassword ? "change" : "set")}
        </Button>
      </form>
    </Section>
  );
}
