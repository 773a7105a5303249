import { describe, expect, test } from "vitest";
import { PERMISSIONS } from "../foundation/actor.ts";
import { CLIENT_SCOPES, ROLE_PERMISSIONS, ROLES } from "./role.ts";

const rolesWith = (permission: (typeof PERMISSIONS)[number]) => ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(permission));

describe("the roles", () => {
  test("give the texts of opinions to those who work with them, and not to analysts, leaders, collaborators or administrators", () => {
    expect(rolesWith("opinion:read")).toEqual(["MODERATOR", "CASE_HANDLER", "EDITOR", "APPROVER"]);
  });

  test("let nobody decide on an opinion who may not read it", () => {
    for (const permission of ["opinion:triage", "opinion:setAside"] as const) {
      for (const role of rolesWith(permission)) expect(ROLE_PERMISSIONS[role]).toContain("opinion:read");
    }
  });

  test("keep writing and approving apart", () => {
    expect(rolesWith("article:write").filter((role) => ROLE_PERMISSIONS[role].includes("article:approve"))).toEqual([]);
  });

  test("give accounts to administrators alone, and to them besides only the audit", () => {
    expect(rolesWith("access:manage")).toEqual(["ADMINISTRATOR"]);
    expect(ROLE_PERMISSIONS.ADMINISTRATOR).toEqual(["access:manage", "audit:read"]);
  });

  test("use every permission there is, and only such", () => {
    const used = new Set(ROLES.flatMap((role) => ROLE_PERMISSIONS[role]));
    expect([...used].toSorted()).toEqual([...PERMISSIONS].toSorted());
  });
});

describe("the scopes of a key", () => {
  test("never reach accounts, approval or publishing", () => {
    expect(CLIENT_SCOPES.filter((scope) => /access|approve|publish|write/.test(scope))).toEqual([]);
  });
});
