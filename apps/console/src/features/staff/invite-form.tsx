"use client";
import { Button, Field, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import type { Act } from "@/features/account/use-act.ts";
import { INVITE } from "./staff.documents.ts";
import type { HandedLink } from "./staff-list.tsx";

interface InviteFormProps {
  readonly act: Act;
  readonly onInvited: (link: HandedLink) => void;
}

export function InviteForm({ act, onInvited }: InviteFormProps) {
  const t = useTranslations("own.staff.invite");
  const invite = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const name = String(fields.get("name"));
    const outcome = (await act.run(INVITE, { input: { name, email: String(fields.get("email")) } }))?.inviteStaff;
    if (outcome?.__typename === "StaffAccountRefused") return act.setError(outcome.message);
    if (!outcome) return;
    form.reset();
    onInvited({ name, token: outcome.token });
  };
  return (
    <form onSubmit={invite} className="flex flex-wrap items-end gap-2">
      <div className="min-w-48 grow">
        <Field id="invite-name" label={t("name")}>
          {(control) => <input {...control} name="name" required autoComplete="off" className={inputClass()} />}
        </Field>
      </div>
      <div className="min-w-48 grow">
        <Field id="invite-email" label={t("email")}>
          {(control) => <input {...control} name="email" type="email" required autoComplete="off" className={inputClass()} />}
        </Field>
      </div>
      <Button type="submit" look="primary" disabled={act.isBusy}>
        {t("submit")}
      </Button>
    </form>
  );
}
