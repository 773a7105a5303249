"use client";
import { useApolloClient } from "@apollo/client/react";
import { useEffect, useRef } from "react";
import type { SubjectKind } from "@/graphql/generated/graphql";
import { quietMs } from "./activity.ts";
import { RELEASE_CLAIMS, RENEW_CLAIMS } from "./claim.documents.ts";

const RENEW_MS = 30_000;
/** Whoever has left the desk keeps nobody waiting: from here on the leases run out. */
const AWAY_MS = 5 * 60_000;

/** Renews the viewer's claims while they work, and gives them back when the page goes. */
export function useKeptClaims({ kind, ids }: { readonly kind: SubjectKind; readonly ids: readonly string[] }): void {
  const client = useApolloClient();
  const held = useRef(ids);
  useEffect(() => {
    held.current = ids;
  });
  useEffect(() => {
    const renew = () => {
      if (held.current.length === 0 || quietMs() > AWAY_MS) return;
      // A renewal that does not get through is tried again; the lease outlives three of them.
      client.mutate({ mutation: RENEW_CLAIMS, variables: { input: { kind, ids: [...held.current] } } }).catch(() => undefined);
    };
    const giveBack = () => {
      if (held.current.length === 0) return;
      client
        .mutate({
          mutation: RELEASE_CLAIMS,
          variables: { input: { kind, ids: [...held.current] } },
          context: { fetchOptions: { keepalive: true } },
        })
        .catch(() => undefined);
    };
    quietMs();
    const timer = setInterval(renew, RENEW_MS);
    window.addEventListener("pagehide", giveBack);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", giveBack);
    };
  }, [client, kind]);
}
