import type { TrackStep } from "@/controls/track.tsx";
import type { FollowedOpinion } from "./follow-answer.ts";

interface Step {
  readonly id: string;
  readonly state: TrackStep["state"];
  /** The key of its words under `follow.step`. */
  readonly words: "received" | "waiting" | "read" | "willRead" | "inCase" | "willInCase" | "answered" | "willAnswer" | "setAside" | "withdrawn";
}

const RECEIVED: Step = { id: "received", state: "done", words: "received" };
const WAITING: Step = { id: "waiting", state: "waiting", words: "waiting" };
const READ: Step = { id: "read", state: "done", words: "read" };
const WILL_READ: Step = { id: "read", state: "next", words: "willRead" };
const IN_CASE: Step = { id: "case", state: "done", words: "inCase" };
const WILL_IN_CASE: Step = { id: "case", state: "next", words: "willInCase" };
const ANSWERED: Step = { id: "answer", state: "done", words: "answered" };
const WILL_ANSWER: Step = { id: "answer", state: "next", words: "willAnswer" };
const SET_ASIDE: Step = { id: "aside", state: "aside", words: "setAside" };

const WITHDRAWN: Step = { id: "withdrawn", state: "aside", words: "withdrawn" };

const STEPS = {
  RECEIVED: [RECEIVED, WILL_READ, WILL_IN_CASE, WILL_ANSWER],
  TRIAGED: [RECEIVED, READ, WILL_IN_CASE, WILL_ANSWER],
  IN_CASE: [RECEIVED, READ, IN_CASE, WILL_ANSWER],
  // An article may answer an opinion that never needed a case.
  ANSWERED: [RECEIVED, READ, ANSWERED],
  SET_ASIDE: [RECEIVED, SET_ASIDE],
  WITHDRAWN: [RECEIVED, WITHDRAWN],
} as const satisfies Record<FollowedOpinion["status"], readonly Step[]>;

/** The way of an opinion: what has happened, then what comes. */
export function listSteps({ status, isWaiting }: Pick<FollowedOpinion, "status" | "isWaiting">): readonly Step[] {
  return isWaiting ? [RECEIVED, WAITING, WILL_READ, WILL_IN_CASE, WILL_ANSWER] : STEPS[status];
}
