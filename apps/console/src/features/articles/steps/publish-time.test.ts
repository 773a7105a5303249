import { expect, test } from "vitest";
import { fromVietnamTime, suggestPublishTime, toVietnamTime } from "./publish-time.ts";

test("a time is one in Viet Nam, wherever the browser stands", () => {
  expect(fromVietnamTime("2026-11-23T11:30")).toBe("2026-11-23T04:30:00.000Z");
  expect(toVietnamTime(new Date("2026-11-22T20:00:00Z"))).toBe("2026-11-23T03:00");
});

test.each(["", "2026-11-23", "2026-13-01T00:00", "mai"])("%j is no time", (text) => {
  expect(fromVietnamTime(text)).toBeNull();
});

test("the suggested time is the next full hour at least an hour away", () => {
  expect(suggestPublishTime(new Date("2026-11-22T02:15:00Z"))).toBe("2026-11-22T11:00");
  expect(suggestPublishTime(new Date("2026-11-22T02:00:00Z"))).toBe("2026-11-22T10:00");
});
