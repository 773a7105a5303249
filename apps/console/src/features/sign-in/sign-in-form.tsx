"use client";
import { Button, Field, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";

const SIGN_IN = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { __typename ... on SignInRefused { message } }
}`;

interface SignInFormProps {
  readonly apiPort: string;
  readonly next: string;
}

/** The browser asks the api itself, so that the session's cookie goes straight to it and no script sees it. */
export function SignInForm({ apiPort, next }: SignInFormProps) {
  const t = useTranslations("signIn");
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(undefined);
    const refusal = await signIn(apiPort, { email: String(form.get("email")), password: String(form.get("password")) });
    if (refusal === null) return window.location.assign(next);
    setBusy(false);
    setError(refusal === "away" ? t("away") : refusal);
    password.current?.focus();
    return undefined;
  };
  return (
    <form method="post" onSubmit={submit} className="space-y-4">
      {error && (
        <p role="alert" className="rounded-md bg-hotspot-soft px-3 py-2 font-medium text-hotspot">
          {error}
        </p>
      )}
      <Field id="email" label={t("email")}>
        {(control) => <input {...control} name="email" type="email" required autoComplete="username" className={inputClass("min-h-11")} />}
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
      <Button type="submit" look="primary" disabled={isBusy} aria-busy={isBusy} className="min-h-11 w-full text-base">
        {t(isBusy ? "busy" : "submit")}
      </Button>
    </form>
  );
}

/** Null when the session is open; the server's sentence when it is not; "away" when the server does not answer. */
async function signIn(apiPort: string, input: { email: string; password: string }): Promise<string | null> {
  try {
    const { protocol, hostname } = window.location;
    const response = await fetch(`${protocol}//${hostname}:${apiPort}/graphql`, {
      method: "POST",
      credentials: "include",
      headers: { "content-type": "application/json", "accept-language": document.documentElement.lang },
      body: JSON.stringify({ query: SIGN_IN, variables: { input } }),
    });
    const { data } = (await response.json()) as { data?: { signIn: { __typename: string; message?: string } } };
    if (!data) return "away";
    return data.signIn.__typename === "SignedIn" ? null : (data.signIn.message ?? "away");
  } catch {
    return "away";
  }
}
