"use client";
import { Button, Field, inputClass } from "@langnghe/ui";
import { ChevronRight, Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { useInvitation } from "./use-invitation.ts";

interface InvitationFormProps {
  readonly apiPort: string;
  readonly hasPasskeys: boolean;
}

export function InvitationForm({ apiPort, hasPasskeys }: InvitationFormProps) {
  const t = useTranslations("own.invitation");
  const { invited, error, isBusy, withPasskey, withPassword } = useInvitation(apiPort);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void withPassword(String(new FormData(event.currentTarget).get("password")));
  };
  const refusal = error && (
    <p role="alert" className="rounded-md bg-hotspot-soft px-3 py-2 font-medium text-hotspot">
      {error}
    </p>
  );
  if (!invited) return refusal || <p role="status">{t("opening")}</p>;
  return (
    <div className="space-y-4">
      <h1 className="text-xl font-semibold">{t("heading", { name: invited.name })}</h1>
      <p className="text-ink-2">{t("what", { email: invited.email })}</p>
      {refusal}
      {hasPasskeys && (
        <Button look="primary" disabled={isBusy} onClick={() => void withPasskey()} className="min-h-11 w-full text-base">
          <Fingerprint size={18} strokeWidth={1.75} aria-hidden="true" />
          {t("passkey")}
        </Button>
      )}
      <details open={!hasPasskeys} className="group">
        <summary className="flex min-h-11 cursor-pointer list-none items-center gap-1.5 font-medium">
          <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" className="transition-transform group-open:rotate-90" />
          {t("withPassword")}
        </summary>
        <form onSubmit={submit} className="space-y-4 pt-2">
          <input type="text" autoComplete="username" value={invited.email} readOnly hidden />
          <Field id="password" label={t("password")} hint={t("passwordHint")}>
            {(control) => (
              <input
                {...control}
                name="password"
                type="password"
                required
                minLength={12}
                autoComplete="new-password"
                className={inputClass("min-h-11")}
              />
            )}
          </Field>
          <Button type="submit" look={hasPasskeys ? "plain" : "primary"} disabled={isBusy} className="min-h-11 w-full text-base">
            {t("submit")}
          </Button>
        </form>
      </details>
    </div>
  );
}
