"use client";
import type { ApolloClient } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { useEffect, useMemo, useState } from "react";
import type { PresenceMode, SubjectKind } from "@/graphql/generated/graphql";
import { useLine } from "@/graphql/line.ts";
import { quietMs } from "./activity.ts";
import { KEEP_PRESENCE, LEAVE_PRESENCE, PRESENCE } from "./claim.documents.ts";
import { createPresenceKeeper, type Place } from "./presence-keeper.ts";

const KEEP_MS = 15_000;
const IDLE_MS = 60_000;
const MOST_SUBJECTS = 100;

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly mode: PresenceMode;
}

export type Presence = ReadonlyMap<string, readonly Colleague[]>;

const NOBODY: Presence = new Map();

/** Says where the viewer is, until they go on or leave the page. */
export function useKeptPresence({
  kind,
  id,
  isEditing,
}: {
  readonly kind: SubjectKind;
  readonly id: string | null;
  readonly isEditing: boolean;
}): void {
  const client = useApolloClient();
  const { connection } = useLine();
  const [keeper] = useState(() => createPresenceKeeper(tellingBy(client)));
  useEffect(() => {
    if (connection === 0) return;
    const keep = () => {
      const isAway = document.hidden || quietMs() > IDLE_MS;
      keeper.be(id === null ? null : { subject: { kind, id }, mode: isAway ? "IDLE" : isEditing ? "EDITING" : "VIEWING" });
    };
    keep();
    const timer = setInterval(keep, KEEP_MS);
    document.addEventListener("visibilitychange", keep);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", keep);
    };
  }, [keeper, connection, kind, id, isEditing]);
  useEffect(() => {
    // A page that goes has no time to wait for its turn.
    const leave = () =>
      void (
        id !== null &&
        tellingBy(client)
          .leave({ kind, id })
          .catch(() => undefined)
      );
    window.addEventListener("pagehide", leave);
    return () => window.removeEventListener("pagehide", leave);
  }, [client, kind, id]);
  useEffect(() => () => keeper.be(null), [keeper]);
}

function tellingBy(client: ApolloClient) {
  return {
    keep: (input: Place) => client.mutate({ mutation: KEEP_PRESENCE, variables: { input } }),
    leave: (subject: Place["subject"]) =>
      client.mutate({ mutation: LEAVE_PRESENCE, variables: { input: { subject } }, context: { fetchOptions: { keepalive: true } } }),
  };
}

/** Which colleagues are at these subjects, without the viewer: one's own presence is no news. */
export function useColleagues({
  kind,
  ids,
  viewerId,
}: {
  readonly kind: SubjectKind;
  readonly ids: readonly string[];
  readonly viewerId: string;
}): Presence {
  const client = useApolloClient();
  const { connection } = useLine();
  const [presence, setPresence] = useState(NOBODY);
  const key = ids.slice(0, MOST_SUBJECTS).join(" ");
  const subjects = useMemo(() => (key === "" ? [] : key.split(" ").map((id) => ({ kind, id }))), [kind, key]);
  useEffect(() => {
    if (connection === 0 || subjects.length === 0) return;
    setPresence(NOBODY);
    const people = client.subscribe({ query: PRESENCE, variables: { subjects }, fetchPolicy: "no-cache" });
    const subscription = people.subscribe({
      next({ data }) {
        if (!data) return;
        const { subjectId } = data.presence;
        const others = data.presence.people.filter(({ member }) => member.id !== viewerId).map(({ member, mode }) => ({ ...member, mode }));
        setPresence((before) => new Map(before).set(subjectId, others));
      },
      // Presence is a help and no promise: without it the list works as ever, and the next connection asks again.
      error: () => undefined,
    });
    return () => subscription.unsubscribe();
  }, [client, connection, subjects, viewerId]);
  return presence;
}
