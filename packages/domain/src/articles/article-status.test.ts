import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ARTICLE_STATUSES, type ArticleMove, isEditable, isStepPossible } from "./article-status.ts";
import { slugOf } from "./slug.ts";

const FROM: Readonly<Record<ArticleMove, readonly string[]>> = {
  SENT_FOR_REVIEW: ["DRAFT"],
  RETURNED: ["IN_REVIEW", "APPROVED", "SCHEDULED"],
  APPROVED: ["IN_REVIEW"],
  SCHEDULED: ["APPROVED"],
  PUBLISHED: ["APPROVED", "SCHEDULED"],
  CORRECTION_STARTED: ["PUBLISHED", "CORRECTED"],
  WITHDRAWN: ["PUBLISHED", "CORRECTED"],
};

describe("the steps of an article", () => {
  test.each(Object.entries(FROM))("%s is possible from %j only", (move, from) => {
    expect(ARTICLE_STATUSES.filter((status) => isStepPossible(move as ArticleMove, status))).toEqual(from);
  });

  test("lead out of a withdrawn article nowhere", () => {
    expect(Object.keys(FROM).filter((move) => isStepPossible(move as ArticleMove, "WITHDRAWN"))).toEqual([]);
  });

  test("let a draft be edited, and nothing that somebody is reading or has approved", () => {
    expect(ARTICLE_STATUSES.filter(isEditable)).toEqual(["DRAFT"]);
  });
});

describe("an article's address", () => {
  test.each([
    ["Phụ cấp ca đêm vẫn giữ nguyên", "phu-cap-ca-dem-van-giu-nguyen"],
    ["Đường dây 500 kV: ai được nghỉ bù?", "duong-day-500-kv-ai-duoc-nghi-bu"],
    ["???", "bai-viet"],
    ["", "bai-viet"],
  ])("of %j is %j", (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  test("is made of a–z, digits and single hyphens, at most 80 of them, whatever the title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (title) => {
        expect(slugOf(title)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slugOf(title).length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
