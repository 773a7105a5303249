"use client";
import { Button, buttonClass, Field, inputClass } from "@langnghe/ui";
import { Building2, ChevronRight, Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef } from "react";
import { useSignIn } from "./use-sign-in.ts";

interface SignInFormProps {
  readonly apiPort: string;
  readonly next: string;
  /** Where passkeys work when they do not work at this address; null when they do. */
  readonly passkeysElsewhere: string | null;
  /** The organization's identity provider: what it is called, and the page that leads there; null without one. */
  readonly organization: { readonly name: string; readonly leave: string } | null;
}

/** The doors in the order of how safe they are: a passkey, the organization's account, a password with a code. */
export function SignInForm({ apiPort, next, passkeysElsewhere, organization }: SignInFormProps) {
  const t = useTranslations("signIn");
  const hasPasskeys = passkeysElsewhere === null;
  const { error, isBusy, withPassword, withPasskey } = useSignIn({ apiPort, next, hasPasskeys });
  return (
    <div className="space-y-4">
      {error && (
        <p role="alert" className="rounded-md bg-hotspot-soft px-3 py-2 font-medium text-hotspot">
          {error}
        </p>
      )}
      {hasPasskeys ? (
        <Button look="primary" disabled={isBusy} aria-busy={isBusy} onClick={() => void withPasskey()} className="min-h-11 w-full text-base">
          <Fingerprint size={18} strokeWidth={1.75} aria-hidden="true" />
          {t("passkey")}
        </Button>
      ) : (
        <p className="text-sm text-ink-2">{t.rich("passkeyElsewhere", { link: (words) => <a href={passkeysElsewhere}>{words}</a> })}</p>
      )}
      {organization && (
        <a href={`${organization.leave}?next=${encodeURIComponent(next)}`} className={buttonClass("plain", "min-h-11 w-full text-base")}>
          <Building2 size={18} strokeWidth={1.75} aria-hidden="true" />
          {t("organization", { name: organization.name })}
        </a>
      )}
      <details open={!hasPasskeys && organization === null} className="group">
        <summary className="flex min-h-11 cursor-pointer list-none items-center gap-1.5 font-medium">
          <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" className="transition-transform group-open:rotate-90" />
          {t("withPassword")}
        </summary>
        <PasswordForm isBusy={isBusy} isMain={!hasPasskeys} onSubmit={withPassword} />
      </details>
    </div>
  );
}

interface PasswordFormProps {
  readonly isBusy: boolean;
  readonly isMain: boolean;
  readonly onSubmit: ReturnType<typeof useSignIn>["withPassword"];
}

function PasswordForm({ isBusy, isMain, onSubmit }: PasswordFormProps) {
  const t = useTranslations("signIn");
  const password = useRef<HTMLInputElement>(null);
  const code = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string) => String(form.get(name) ?? "");
    const outcome = await onSubmit({ email: read("email"), password: read("password"), code: read("code") });
    const field = outcome?.__typename === "SecondFactorNeeded" ? code : password;
    if (outcome?.__typename !== "SignedIn") field.current?.focus();
  };
  return (
    <form method="post" onSubmit={submit} className="space-y-4 pt-2">
      <Field id="email" label={t("email")}>
        {(control) => <input {...control} name="email" type="email" required autoComplete="username webauthn" className={inputClass("min-h-11")} />}
      </Field>
      <Field id="password" label={t("password")}>
        {(control) => (
          <input
            {...control}
            ref={password}
            name="password"
            type="password"
            required
            autoComplete="current-password"
            className={inputClass("min-h-11")}
          />
        )}
      </Field>
      <Field id="code" label={t("code")} hint={t("codeHint")}>
        {(control) => (
          <input {...control} ref={code} name="code" autoComplete="one-time-code" maxLength={30} className={inputClass("min-h-11 tabular-nums")} />
        )}
      </Field>
      <Button type="submit" look={isMain ? "primary" : "plain"} disabled={isBusy} aria-busy={isBusy} className="min-h-11 w-full text-base">
        {t(isBusy ? "busy" : "submit")}
      </Button>
    </form>
  );
}
