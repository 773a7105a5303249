"use client";
import { Button, buttonClass, Dialog, Field, inputClass } from "@langnghe/ui";
import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { showPasskey } from "@/features/sign-in/passkeys.ts";
import type { ApiAnswer } from "@/graphql/api-answer.ts";
import { callApi } from "@/graphql/call-api.ts";
import { graphql } from "@/graphql/generated";
import { useStepUpDesk } from "./step-up-desk.ts";

const ASK_AGAIN = graphql(`mutation AskForPasskeyAgain { askForPasskeyAgain }`);
const WITH_PASSKEY = graphql(`
  mutation StepUpWithPasskey($response: String!) {
    stepUpWithPasskey(response: $response) {
      __typename
      ... on ProofRefused { message }
      ... on SecondFactorNeeded { message }
      ... on SignInThrottled { message }
    }
  }
`);
const WITH_PASSWORD = graphql(`
  mutation StepUpWithPassword($input: StepUpInput!) {
    stepUpWithPassword(input: $input) {
      __typename
      ... on ProofRefused { message }
      ... on SecondFactorNeeded { message }
      ... on SignInThrottled { message }
    }
  }
`);

type Outcome = { readonly __typename: string; readonly message?: string };

interface StepUpDialogProps {
  readonly apiPort: string;
  readonly hasPasskeys: boolean;
  readonly hasTotp: boolean;
  readonly hasPassword: boolean;
}

/** Before a sensitive act: whoever sits at this session shows again that it is them. The act then goes on by itself. */
export function StepUpDialog(props: StepUpDialogProps) {
  const t = useTranslations("own.stepUp");
  const { isAsking, answer } = useStepUpDesk();
  return (
    <Dialog isOpen={isAsking} onClose={() => answer(false)} title={t("title")} className="w-[26rem]">
      <Proof {...props} onProved={() => answer(true)} onGiveUp={() => answer(false)} />
    </Dialog>
  );
}

interface ProofProps extends StepUpDialogProps {
  readonly onProved: () => void;
  readonly onGiveUp: () => void;
}

function Proof({ apiPort, hasPasskeys, hasTotp, hasPassword, onProved, onGiveUp }: ProofProps) {
  const t = useTranslations("own.stepUp");
  const [error, setError] = useState<string>();
  const settle = (outcome: Outcome) => (outcome.__typename === "SignedIn" ? onProved() : setError(outcome.message ?? t("away")));
  const withPasskey = async () => {
    setError(undefined);
    const asked = await callApi(apiPort, ASK_AGAIN, {});
    if (asked.kind !== "answered") return setError(t("away"));
    const response = await showPasskey(asked.data.askForPasskeyAgain);
    if (!response) return setError(t("noPasskey"));
    return settle(outcomeOf(await callApi(apiPort, WITH_PASSKEY, { response }), (data) => data.stepUpWithPasskey));
  };
  const withPassword = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = { password: String(form.get("password")), code: String(form.get("code") ?? "") };
    settle(outcomeOf(await callApi(apiPort, WITH_PASSWORD, { input }), (data) => data.stepUpWithPassword));
  };
  const takesPassword = hasPassword && (hasTotp || !hasPasskeys);
  return (
    <form onSubmit={withPassword}>
      <div className="space-y-3 p-4">
        <p className="text-ink-2">{t("what")}</p>
        {error && (
          <p role="alert" className="font-semibold text-hotspot">
            {error}
          </p>
        )}
        {hasPasskeys && (
          <Button look="primary" onClick={() => void withPasskey()} className="min-h-11 w-full">
            <Fingerprint size={18} strokeWidth={1.75} aria-hidden="true" />
            {t("passkey")}
          </Button>
        )}
        {!hasPasskeys && !hasPassword && <SignInAgain apiPort={apiPort} />}
        {takesPassword && (
          <Field id="step-up-password" label={t("password")}>
            {(control) => <input {...control} name="password" type="password" required autoComplete="current-password" className={inputClass()} />}
          </Field>
        )}
        {takesPassword && hasTotp && (
          <Field id="step-up-code" label={t("code")}>
            {(control) => <input {...control} name="code" required autoComplete="one-time-code" maxLength={30} className={inputClass()} />}
          </Field>
        )}
      </div>
      <footer className="flex items-center justify-end gap-2 border-t border-line bg-sunken px-4 py-3">
        <Button look="bare" onClick={onGiveUp}>
          {t("cancel")}
        </Button>
        {takesPassword && (
          <Button type="submit" look={hasPasskeys ? "plain" : "primary"}>
            {t("confirm")}
          </Button>
        )}
      </footer>
    </form>
  );
}

/** Whoever comes in by the organization's account alone shows it to the provider again, and finds this page as they left it but for the act. */
function SignInAgain({ apiPort }: { readonly apiPort: string }) {
  const t = useTranslations("own.stepUp");
  const { protocol, hostname, pathname, search } = window.location;
  const params = new URLSearchParams({ again: "1", next: pathname + search });
  return (
    <a href={`${protocol}//${hostname}:${apiPort}/sign-in/organization?${params}`} className={buttonClass("primary", "min-h-11 w-full")}>
      {t("organization")}
    </a>
  );
}

function outcomeOf<Data>(answer: ApiAnswer<Data>, outcomeIn: (data: Data) => Outcome): Outcome {
  if (answer.kind === "answered") return outcomeIn(answer.data);
  return { __typename: answer.kind, ...(answer.kind === "refused" && { message: answer.message }) };
}
