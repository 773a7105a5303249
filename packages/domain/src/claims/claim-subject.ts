import type { EntityManager } from "typeorm";
import type { Permission } from "../foundation/actor.ts";
import type { DomainError } from "../foundation/domain-error.ts";

export const SUBJECT_KINDS = ["OPINION", "ARTICLE"] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** What can be looked at, edited and claimed. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

export type SubjectLock = "SHARED" | "NONE";

/** What a feature says about its own subjects, so that claims need not know it. */
export interface SubjectRules {
  readonly kind: SubjectKind;
  readonly readWith: Permission;
  readonly workWith: Permission;
  /** The unit of a subject; undefined when there is none such. Under a shared lock nobody decides on it until the transaction ends. */
  findUnit(manager: EntityManager, subjectId: string, lock: SubjectLock): Promise<string | undefined>;
  notFound(subjectId: string): DomainError;
}

/** For maps: subjects are equal when kind and id are. */
export function keyOf({ kind, id }: Subject): string {
  return `${kind}:${id}`;
}
