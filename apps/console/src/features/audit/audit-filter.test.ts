import { expect, test } from "vitest";
import { readAuditAddress, toAuditFilter, writeAuditAddress } from "./audit-filter.ts";

test("a period of days covers both of them, by the clock in Viet Nam", () => {
  const address = readAuditAddress({ from: "2026-11-22", to: "2026-11-23" });
  expect(toAuditFilter(address)).toEqual({ from: "2026-11-21T17:00:00.000Z", to: "2026-11-23T17:00:00.000Z" });
});

test("what is no act and no day narrows nothing", () => {
  expect(toAuditFilter(readAuditAddress({ act: "opinion:steal", from: "2026-13-45", to: "hôm qua", unit: ["a", "b"] }))).toEqual({});
});

test("an address is read back as it was written", () => {
  const address = readAuditAddress({ act: "grant:give", actor: "a1", subject: "s1", unit: "u1", from: "2026-11-22", after: "c1" });
  const { searchParams } = new URL(writeAuditAddress(address), "http://console");
  expect(readAuditAddress(Object.fromEntries(searchParams))).toEqual(address);
});
