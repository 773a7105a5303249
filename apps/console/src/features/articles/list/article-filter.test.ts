import { expect, test } from "vitest";
import { isNarrowed, readArticleAddress, toArticleFilter, writeArticleAddress } from "./article-filter.ts";

test("the list's address and the filter say the same", () => {
  const address = readArticleAddress({ status: "IN_REVIEW", kind: "FACT_CHECK", text: " ca đêm " });
  expect(toArticleFilter(address)).toEqual({ status: ["IN_REVIEW"], kind: "FACT_CHECK", text: "ca đêm" });
  expect(readArticleAddress(Object.fromEntries(new URL(writeArticleAddress(address), "http://console").searchParams))).toEqual(address);
});

test("what is unknown in an address narrows nothing", () => {
  const address = readArticleAddress({ status: "PLANNED", kind: ["GUIDANCE"], page: "2" });
  expect(isNarrowed(address)).toBe(false);
  expect(toArticleFilter(address)).toEqual({});
  expect(writeArticleAddress(address)).toBe("/articles");
});
