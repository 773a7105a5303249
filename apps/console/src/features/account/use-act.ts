"use client";
import { CombinedGraphQLErrors, type OperationVariables, type TypedDocumentNode } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";

export interface Act {
  readonly isBusy: boolean;
  /** Why the last one did not happen, in the server's words. */
  readonly error: string | undefined;
  readonly setError: (error: string | undefined) => void;
  /** Asks the api for one change; undefined when it was refused. The page is then read anew. */
  readonly run: <Data, Variables extends OperationVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ) => Promise<Data | undefined>;
}

/** One change at a time on a page that the server makes. */
export function useAct(): Act {
  const t = useTranslations("own");
  const client = useApolloClient();
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  return {
    isBusy,
    error,
    setError,
    async run(document, variables) {
      setBusy(true);
      setError(undefined);
      try {
        const { data } = await client.mutate({ mutation: document, variables, fetchPolicy: "no-cache" } as never);
        router.refresh();
        return data as never;
      } catch (failure) {
        setError(CombinedGraphQLErrors.is(failure) ? failure.errors[0]?.message : t("away"));
        return undefined;
      } finally {
        setBusy(false);
      }
    },
  };
}
