"use client";
import { useApolloClient } from "@apollo/client/react";
import { useEffect, useMemo, useState } from "react";
import type { PresenceMode, SubjectKind } from "@/graphql/generated/graphql";
import { useLine } from "@/graphql/line.ts";
import { quietMs } from "./activity.ts";
import { KEEP_PRESENCE, LEAVE_PRESENCE, PRESENCE } from "./claim.documents.ts";

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
  useEffect(() => {
    if (id === null || connection === 0) return;
    const subject = { kind, id };
    const keep = () => {
      const isAway = document.hidden || quietMs() > IDLE_MS;
      const mode: PresenceMode = isAway ? "IDLE" : isEditing ? "EDITING" : "VIEWING";
      client.mutate({ mutation: KEEP_PRESENCE, variables: { input: { subject, mode } } }).catch(() => undefined);
    };
    const leave = () => {
      client
        .mutate({ mutation: LEAVE_PRESENCE, variables: { input: { subject } }, context: { fetchOptions: { keepalive: true } } })
        .catch(() => undefined);
    };
    keep();
    const timer = setInterval(keep, KEEP_MS);
    document.addEventListener("visibilitychange", keep);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", keep);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [client, connection, kind, id, isEditing]);
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
