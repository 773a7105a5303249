import type { Permission } from "../foundation/actor.ts";

export const ROLES = ["COLLABORATOR", "MODERATOR", "CASE_HANDLER", "EDITOR", "APPROVER", "ANALYST", "LEADER", "ADMINISTRATOR"] as const;
export type Role = (typeof ROLES)[number];

/**
 * What each role may do in its units. Two rows are short on purpose: an analyst sees aggregates and no texts,
 * an administrator keeps accounts and settings and reads no opinions.
 */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  COLLABORATOR: ["opinion:submit"],
  MODERATOR: ["opinion:read", "opinion:reveal", "opinion:triage", "opinion:setAside", "article:read"],
  CASE_HANDLER: ["opinion:read", "opinion:reveal", "opinion:triage", "article:read"],
  EDITOR: ["opinion:read", "article:read", "article:write"],
  APPROVER: ["opinion:read", "article:read", "article:approve", "article:publish"],
  ANALYST: ["insight:read"],
  LEADER: ["article:read", "audit:read", "insight:read"],
  ADMINISTRATOR: ["access:manage", "audit:read"],
};

/** What an outside system's key can carry. Keys never manage access, approve or publish. */
export const CLIENT_SCOPES = [
  "opinion:submit",
  "opinion:read",
  "opinion:triage",
  "opinion:setAside",
  "article:read",
] as const satisfies readonly Permission[];
export type ClientScope = (typeof CLIENT_SCOPES)[number];
