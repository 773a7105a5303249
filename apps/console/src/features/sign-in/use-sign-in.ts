"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { ApiAnswer } from "@/graphql/api-answer.ts";
import { callApi } from "@/graphql/call-api.ts";
import { offersPasskeysInFields, showPasskey } from "./passkeys.ts";
import { ASK_FOR_PASSKEY, SIGN_IN, SIGN_IN_WITH_PASSKEY } from "./sign-in.documents.ts";

type Outcome = { readonly __typename: string; readonly message?: string };

export interface SignIn {
  readonly error: string | undefined;
  readonly isBusy: boolean;
  readonly withPassword: (input: { email: string; password: string; code: string }) => Promise<Outcome | undefined>;
  readonly withPasskey: () => Promise<void>;
}

interface SignInOptions {
  readonly apiPort: string;
  readonly next: string;
  readonly hasPasskeys: boolean;
}

/** The doors of the sign-in page. Whoever is let in goes on to `next`; everybody else reads why not. */
export function useSignIn({ apiPort, next, hasPasskeys }: SignInOptions): SignIn {
  const t = useTranslations("signIn");
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const settle = (outcome: Outcome | undefined): Outcome | undefined => {
    if (outcome?.__typename === "SignedIn") window.location.assign(next);
    else {
      setBusy(false);
      setError(outcome?.message ?? t("away"));
    }
    return outcome;
  };
  const begin = () => {
    setBusy(true);
    setError(undefined);
  };
  const enterWith = async (response: string) => {
    begin();
    settle(outcomeOf(await callApi(apiPort, SIGN_IN_WITH_PASSKEY, { response }), (data) => data.signInWithPasskey));
  };
  useFieldPasskey({ apiPort, isOn: hasPasskeys, onShown: enterWith });
  return {
    error,
    isBusy,
    async withPassword(input) {
      begin();
      return settle(outcomeOf(await callApi(apiPort, SIGN_IN, { input }), (data) => data.signIn));
    },
    async withPasskey() {
      begin();
      const asked = await callApi(apiPort, ASK_FOR_PASSKEY, {});
      if (asked.kind !== "answered") return void settle(asked.kind === "refused" ? { __typename: "Refused", message: asked.message } : undefined);
      const response = await showPasskey(asked.data.askForPasskey);
      if (response) return enterWith(response);
      setBusy(false);
      setError(t("noPasskey"));
    },
  };
}

/** Offers this device's passkeys in the field for the e-mail address, where the browser can. */
function useFieldPasskey({ apiPort, isOn, onShown }: { apiPort: string; isOn: boolean; onShown: (response: string) => Promise<void> }): void {
  const shown = useRef(onShown);
  useEffect(() => {
    shown.current = onShown;
  });
  useEffect(() => {
    if (!isOn) return;
    let isGone = false;
    void (async () => {
      if (!(await offersPasskeysInFields())) return;
      const asked = await callApi(apiPort, ASK_FOR_PASSKEY, {});
      if (isGone || asked.kind !== "answered") return;
      const response = await showPasskey(asked.data.askForPasskey, "AUTOFILL");
      if (response && !isGone) await shown.current(response);
    })();
    return () => {
      isGone = true;
    };
  }, [apiPort, isOn]);
}

function outcomeOf<Data>(answer: ApiAnswer<Data>, outcomeIn: (data: Data) => Outcome): Outcome | undefined {
  if (answer.kind === "answered") return outcomeIn(answer.data);
  return answer.kind === "refused" ? { __typename: "Refused", message: answer.message } : undefined;
}
