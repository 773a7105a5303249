"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ADD_PASSKEY, OFFER_PASSKEY } from "@/features/account/account.documents.ts";
import { callApi } from "@/graphql/call-api.ts";
import { graphql } from "@/graphql/generated";
import { makePasskey } from "../passkeys.ts";

const OPEN = graphql(`
  mutation OpenInvitation($token: String!) {
    openInvitation(token: $token) {
      __typename
      ... on Invitation { name email }
      ... on InvitationEnded { message }
    }
  }
`);
const ACCEPT = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      __typename
      ... on InvitationEnded { message }
      ... on StaffAccountRefused { message }
    }
  }
`);

interface InvitationInHand {
  readonly invited: { readonly name: string; readonly email: string } | undefined;
  readonly error: string | undefined;
  readonly isBusy: boolean;
  readonly withPasskey: () => Promise<void>;
  readonly withPassword: (password: string) => Promise<void>;
}

/** The link's secret is read from behind the # and taken out of the address at once, so that it stays in no history. */
export function useInvitation(apiPort: string): InvitationInHand {
  const t = useTranslations("own.invitation");
  const [token, setToken] = useState("");
  const [invited, setInvited] = useState<InvitationInHand["invited"]>();
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const secret = window.location.hash.slice(1);
    if (secret === "") return;
    window.history.replaceState(null, "", window.location.pathname);
    setToken(secret);
  }, []);
  useEffect(() => {
    if (token === "") return;
    void callApi(apiPort, OPEN, { token }).then((answer) => {
      if (answer.kind !== "answered") return setError(t("away"));
      const { openInvitation: opened } = answer.data;
      return opened.__typename === "Invitation" ? setInvited(opened) : setError(opened.message);
    });
  }, [apiPort, token, t]);
  const accept = async (password?: string): Promise<boolean> => {
    setBusy(true);
    setError(undefined);
    const answer = await callApi(apiPort, ACCEPT, { input: { token, ...(password !== undefined && { password }) } });
    if (answer.kind === "answered" && answer.data.acceptInvitation.__typename === "SignedIn") return true;
    setBusy(false);
    setError(answer.kind === "answered" && "message" in answer.data.acceptInvitation ? answer.data.acceptInvitation.message : t("away"));
    return false;
  };
  return {
    invited,
    error,
    isBusy,
    async withPasskey() {
      if (!(await accept())) return;
      // The session may do nothing else yet: what does not work out here is tried again on the account's page.
      await addFirstPasskey(apiPort, t("firstPasskey"));
      window.location.assign("/account");
    },
    async withPassword(password) {
      if (await accept(password)) window.location.assign("/account");
    },
  };
}

async function addFirstPasskey(apiPort: string, name: string): Promise<void> {
  const offered = await callApi(apiPort, OFFER_PASSKEY, {});
  const response = offered.kind === "answered" ? await makePasskey(offered.data.offerPasskey) : null;
  if (response) await callApi(apiPort, ADD_PASSKEY, { input: { response, name } });
}
