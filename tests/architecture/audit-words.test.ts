import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AUDITED_ACTS } from "@langnghe/domain/access";
import { expect, test } from "vitest";
import { AUDIT_ACTS } from "../../apps/console/src/features/audit/audit-acts.ts";
import { ROOT } from "../support/source-files.ts";

test("the console offers every act that the audit knows", () => {
  expect([...AUDIT_ACTS].toSorted()).toEqual([...AUDITED_ACTS].toSorted());
});

test.each(["vi", "en"])("every act has its name and its sentence in %s", async (locale) => {
  const words = JSON.parse(await readFile(join(ROOT, `apps/console/src/messages/${locale}.audit.json`), "utf8"));
  expect(Object.keys(words.acts).toSorted()).toEqual([...AUDITED_ACTS].toSorted());
  expect(Object.keys(words.sentences).toSorted()).toEqual([...AUDITED_ACTS, "other"].toSorted());
});
