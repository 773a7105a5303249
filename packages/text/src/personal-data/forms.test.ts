import { describe, expect, test } from "vitest";
import { ADDRESS_EXAMPLES, ADDRESS_NEAR_MISSES } from "./addresses.ts";
import { EMAIL_EXAMPLES, EMAIL_NEAR_MISSES } from "./emails.ts";
import { findPersonalData } from "./find-personal-data.ts";
import { NUMBER_FORMS } from "./number-forms.ts";
import { PLATE_EXAMPLES, PLATE_NEAR_MISSES } from "./plates.ts";

const FORMS = [
  ...NUMBER_FORMS,
  { kind: "EMAIL", name: "an e-mail", examples: EMAIL_EXAMPLES, nearMisses: EMAIL_NEAR_MISSES },
  { kind: "PLATE", name: "a plate", examples: PLATE_EXAMPLES, nearMisses: PLATE_NEAR_MISSES },
  { kind: "ADDRESS", name: "an address", examples: ADDRESS_EXAMPLES, nearMisses: ADDRESS_NEAR_MISSES },
];

describe.each(FORMS)("$name", ({ kind, examples, nearMisses }) => {
  test.each(examples)("is found in %j", (text) => {
    expect(findPersonalData(text).map((span) => span.kind)).toEqual([kind]);
  });

  test.each(nearMisses)("is not seen in %j", (text) => {
    expect(findPersonalData(text)).toEqual([]);
  });
});
