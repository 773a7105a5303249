import { setTimeout as pause } from "node:timers/promises";
import { type Answer, ask } from "./ask.ts";
import type { Draw } from "./draw.ts";
import type { ClaimAct, History, Hold } from "./history.ts";
import { LEAVES_UNKNOWN } from "./load.ts";

const HOLD = "claim { subjectId fencingNumber holder { id } }";
const CLAIM = `mutation ($ids: ID!) { done: claimOpinion(input: { opinionId: $ids }) { __typename ... on OpinionClaimed { ${HOLD} } } }`;
const NEXT = `mutation ($count: Int!) { done: claimNextOpinions(input: { count: $count }) { opinions { ${HOLD} } } }`;
const RENEW = "mutation ($ids: [ID!]!) { done: renewClaims(input: { kind: OPINION, ids: $ids }) { subjectId fencingNumber holder { id } } }";
const RELEASE = "mutation ($ids: [ID!]!) { done: releaseClaims(input: { kind: OPINION, ids: $ids }) }";
const SAVE = `mutation ($ids: ID!, $number: Int!) {
  done: triageOpinion(input: { opinionId: $ids, expectedVersion: 1, fencingNumber: $number, urgency: SOON }) { __typename } }`;
const NEXT_COUNT = 25;
const AFTER_REFUSAL_MS = 30;
const LEFT_ALONE = 2;
const GRANTED = new Set(["OpinionClaimed", "OpinionDecided"]);

interface Wish {
  readonly act: ClaimAct;
  readonly query: string;
  readonly opinionIds: readonly string[];
  readonly number?: number;
  readonly variables: Record<string, unknown>;
}

export interface ModeratorOptions {
  readonly id: string;
  readonly cookie: string;
  readonly url: string;
  readonly history: History;
  readonly draw: Draw;
  /** What there is to work on, up to a hundred; the first of it is wanted by all. */
  readonly opinionIds: readonly string[];
}

/** Works through the queue like a person in a hurry: claims, lets go, saves, forgets, and saves what they had forgotten. */
export class Moderator {
  /** What they walked away from and hold in their window still. */
  readonly forgotten: Hold[] = [];
  readonly #options: ModeratorOptions;
  readonly #mine = new Map<string, number>();
  readonly #running: Promise<void>;
  #calls = 0;
  #claimed = 0;
  #isStopped = false;

  constructor(options: ModeratorOptions) {
    this.#options = options;
    this.#running = this.#workOn();
  }

  /** How often it was told that something is its own. */
  get claimed(): number {
    return this.#claimed;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async #workOn(): Promise<void> {
    while (!this.#isStopped) await this.#step();
  }

  async #step(): Promise<void> {
    const { draw, opinionIds } = this.#options;
    const held = [...this.#mine.keys()];
    const turn = draw.between(1, 100);
    if (held.length === 0 || turn <= 45) return this.#claim(draw.oneOf(turn % 3 === 0 ? opinionIds : opinionIds.slice(0, 12)));
    if (turn <= 49) return this.#wish({ act: "next", query: NEXT, opinionIds: [], variables: { count: NEXT_COUNT } });
    if (turn <= 55) return this.#renew(held);
    if (turn <= 67) return this.#release(held.slice(0, draw.between(1, held.length)));
    if (turn <= 83) return this.#forget(draw.oneOf(held));
    if (turn <= 97) return this.#saveForgotten();
    return this.#save(this.#take(draw.oneOf(held)));
  }

  #claim(opinionId: string): Promise<void> {
    return this.#wish({ act: "claim", query: CLAIM, opinionIds: [opinionId], variables: { ids: opinionId } });
  }

  #renew(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#mine.delete(id); // what is missing from the answer is no longer theirs
    return this.#wish({ act: "renew", query: RENEW, opinionIds: ids, variables: { ids } });
  }

  #release(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#mine.delete(id);
    return this.#wish({ act: "release", query: RELEASE, opinionIds: ids, variables: { ids } });
  }

  async #forget(opinionId: string): Promise<void> {
    this.forgotten.push(this.#take(opinionId));
  }

  async #saveForgotten(): Promise<void> {
    // Not the last ones yet: the longer the absence, the likelier somebody else is at it.
    const hold = this.forgotten.length > LEFT_ALONE ? this.forgotten.shift() : undefined;
    if (hold) await this.#save(hold);
  }

  #save({ opinionId, number }: Hold): Promise<void> {
    return this.#wish({ act: "save", query: SAVE, opinionIds: [opinionId], number, variables: { ids: opinionId, number } });
  }

  #take(opinionId: string): Hold {
    const number = this.#mine.get(opinionId) ?? 0;
    this.#mine.delete(opinionId);
    return { opinionId, number };
  }

  /** Asked again until there is an answer. Whoever lost the answer to "the next" asks which of all are theirs. */
  async #wish(first: Wish): Promise<void> {
    const matter = `${this.#options.id}-${this.#calls}`;
    for (let wish = first; !(await this.#ask(wish, matter)); await pause(AFTER_REFUSAL_MS)) {
      const { opinionIds } = this.#options;
      if (wish.act === "next") wish = { act: "renew", query: RENEW, opinionIds, variables: { ids: opinionIds } };
    }
  }

  /** Whether the matter is settled. */
  async #ask({ act, query, opinionIds, number, variables }: Wish, matter: string): Promise<boolean> {
    const { id: who, url, history, cookie } = this.#options;
    const call = `${who}-${this.#calls++}`;
    history.write({ kind: "claimAsk", call, matter, who, act, opinionIds, ...(number !== undefined && { number }) });
    const answer = await ask(url, { query, variables }, { cookie });
    const holds = this.#holdsIn(answer);
    const { outcome, code } = outcomeOf(answer);
    history.write({ kind: "claimAnswer", call, outcome, code, holds, ms: answer.ms });
    this.#claimed += holds.length;
    for (const hold of holds) this.#mine.set(hold.opinionId, hold.number);
    if (outcome === "notSent") await pause(AFTER_REFUSAL_MS);
    return outcome !== "unknown";
  }

  #holdsIn({ data }: Answer): Hold[] {
    const done = data?.done;
    const claims: (GivenClaim | null)[] = Array.isArray(done) ? done : (done?.opinions ?? [done]).map(claimOf);
    return claims.flatMap((claim) => (claim?.holder?.id === this.#options.id ? [{ opinionId: claim.subjectId, number: claim.fencingNumber }] : []));
  }
}

interface GivenClaim {
  readonly subjectId: string;
  readonly fencingNumber: number;
  readonly holder?: { readonly id: string };
}

function claimOf(subject: { claim?: GivenClaim | null } | undefined): GivenClaim | null {
  return subject?.claim ?? null;
}

function outcomeOf({ data, code = "NO_DATA" }: Answer): { outcome: "done" | "refused" | "notSent" | "unknown"; code: string } {
  const name: string | undefined = data?.done?.__typename;
  if (data?.done) return { outcome: name === undefined || GRANTED.has(name) ? "done" : "refused", code: name ?? "" };
  if (LEAVES_UNKNOWN.has(code)) return { outcome: "unknown", code };
  return { outcome: code === "NOT_SENT" ? "notSent" : "refused", code };
}
