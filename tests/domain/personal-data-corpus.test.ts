import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findPersonalData, PERSONAL_DATA_KINDS, type PersonalDataKind, type PersonalDataSpan } from "@langnghe/text";
import { describe, expect, test } from "vitest";
import { type MarkedText, readMarkedTexts } from "../support/marked-text.ts";
import { ROOT } from "../support/source-files.ts";

/** Signs around what is personal that a cover may take along, such as the name of the ward's town. */
const MOST_TAKEN_ALONG = 12;

const TEXTS = readMarkedTexts(readFileSync(join(ROOT, "tests/corpus/personal-data.txt"), "utf8"));
const JUDGED = TEXTS.map((marked) => ({ ...marked, found: findPersonalData(marked.text) }));

/** Found when all of it is covered, under the right name. */
const isFound = (wanted: PersonalDataSpan, found: readonly PersonalDataSpan[]) =>
  found.some(({ kind, start, end }) => kind === wanted.kind && start <= wanted.start && end >= wanted.end);
/** Right when it lies on what is marked with its name, and hides little else. */
const isRight = (found: PersonalDataSpan, { spans }: MarkedText) =>
  spans.some(
    ({ kind, start, end }) =>
      kind === found.kind && found.start < end && start < found.end && found.end - found.start - (end - start) <= MOST_TAKEN_ALONG,
  );

function ratingOf(wantedKind: PersonalDataKind) {
  const wanted = JUDGED.flatMap(({ text, spans, found }) =>
    spans.filter(({ kind }) => kind === wantedKind).map((span) => ({ text, isFound: isFound(span, found) })),
  );
  const found = JUDGED.flatMap((judged) =>
    judged.found
      .filter(({ kind }) => kind === wantedKind)
      .map((span) => ({ text: judged.text, words: judged.text.slice(span.start, span.end), isRight: isRight(span, judged) })),
  );
  return {
    wanted: wanted.length,
    missed: wanted.filter((each) => !each.isFound).map(({ text }) => text),
    wrong: found.filter((each) => !each.isRight).map(({ words, text }) => `${words} in: ${text}`),
    recall: wanted.filter((each) => each.isFound).length / wanted.length,
    precision: found.filter((each) => each.isRight).length / found.length,
  };
}

describe("on sentences written for it, with what is personal marked by hand", () => {
  test("there are three hundred and more, a third of them with nothing to find", () => {
    expect(TEXTS.length).toBeGreaterThanOrEqual(300);
    expect(TEXTS.filter(({ spans }) => spans.length === 0).length).toBeGreaterThan(TEXTS.length / 3);
  });

  test.each(PERSONAL_DATA_KINDS)("%s is found at least 95 times in a hundred, and at least 95 of a hundred finds are right", (kind) => {
    const { wanted, missed, wrong, recall, precision } = ratingOf(kind);
    expect(wanted).toBeGreaterThanOrEqual(12);
    expect(recall, missed.join("\n")).toBeGreaterThanOrEqual(0.95);
    expect(precision, wrong.join("\n")).toBeGreaterThanOrEqual(0.95);
  });
});
