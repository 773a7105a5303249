"use client";
import { useMutation } from "@apollo/client/react";
import type { ChangeApiClientInput, CreateApiClientInput } from "@/graphql/generated/graphql";
import { CHANGE, CONFIRM, CREATE, REVOKE, REVOKE_KEY, ROTATE } from "./client.documents.ts";
import { type ClientOutcome, toOutcome } from "./client-outcome.ts";

/** A key is shown once: no copy of it stays in a cache. */
const OUTSIDE_CACHE = { fetchPolicy: "no-cache" } as const;

/** What was seen, and is confirmed as such. */
export interface SeenClient {
  readonly clientId: string;
  readonly scopes: string[];
  readonly unitIds: string[];
}

export interface ClientActs {
  readonly create: (input: CreateApiClientInput) => Promise<ClientOutcome>;
  readonly change: (input: ChangeApiClientInput) => Promise<ClientOutcome>;
  readonly rotate: (clientId: string) => Promise<ClientOutcome>;
  readonly confirm: (seen: SeenClient) => Promise<ClientOutcome>;
  readonly revokeKey: (keyId: string) => Promise<ClientOutcome>;
  readonly revoke: (clientId: string) => Promise<ClientOutcome>;
}

export function useClientActs(): ClientActs {
  const [create] = useMutation(CREATE, OUTSIDE_CACHE);
  const [change] = useMutation(CHANGE, OUTSIDE_CACHE);
  const [rotate] = useMutation(ROTATE, OUTSIDE_CACHE);
  const [confirm] = useMutation(CONFIRM, OUTSIDE_CACHE);
  const [revokeKey] = useMutation(REVOKE_KEY, OUTSIDE_CACHE);
  const [revoke] = useMutation(REVOKE, OUTSIDE_CACHE);
  return {
    create: (input) => toOutcome(create({ variables: { input } }), ({ createApiClient: { key } }) => ({ key: key ?? null })),
    change: (input) => toOutcome(change({ variables: { input } }), (data) => data.changeApiClient),
    rotate: (clientId) => toOutcome(rotate({ variables: { input: { clientId } } }), (data) => data.rotateApiKey),
    confirm: (seen) => toOutcome(confirm({ variables: { input: seen } }), (data) => data.confirmApiClient),
    revokeKey: (keyId) => toOutcome(revokeKey({ variables: { input: { keyId } } }), () => ({})),
    revoke: (clientId) => toOutcome(revoke({ variables: { clientId } }), () => ({})),
  };
}
