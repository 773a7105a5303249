import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";
import { expect, test } from "vitest";

const CONTRACT = "schema/schema.graphql";

/** Breaking changes that were decided on, each with its reason. Empty it when main has them. */
const DECIDED: readonly string[] = [
  // ADR 0031: a key that reads is shown to whoever confirms it, and not to the administrator who asks for it.
  "Field 'CreateApiClientPayload.key' changed type from 'String!' to 'String'",
];

test("the contract breaks nothing that stands on main", async ({ skip }) => {
  const onMain = contractOnMain();
  if (onMain === undefined) return skip("there is no main with a contract to compare with");
  const changes = await diff(buildSchema(onMain), buildSchema(readFileSync(CONTRACT, "utf8")));
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking).map(({ message }) => message);
  expect(breaking.filter((message) => !DECIDED.includes(message))).toEqual([]);
});

function contractOnMain(): string | undefined {
  for (const base of ["origin/main", "main"]) {
    try {
      return execFileSync("git", ["show", `${base}:${CONTRACT}`], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    } catch {
      // Not this one: the next, or none.
    }
  }
  return undefined;
}
