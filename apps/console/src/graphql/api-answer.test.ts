import { expect, test } from "vitest";
import { toAnswer } from "./api-answer.ts";

const refusedWith = (code: string, message = "Mã không đúng.") => ({ data: null, errors: [{ message, extensions: { code } }] });

test("an answer without errors is the answer", () => {
  expect(toAnswer({ status: 200, body: { data: { n: 1 } } })).toEqual({ kind: "answered", data: { n: 1 } });
});

test("a session that has ended is signed out, on whichever way the api says it", () => {
  expect(toAnswer({ status: 401, body: {} })).toEqual({ kind: "signed-out" });
  expect(toAnswer({ status: 200, body: refusedWith("UNAUTHENTICATED") })).toEqual({ kind: "signed-out" });
});

test("an error that the api names is a refusal in its own words, and not an absence", () => {
  for (const code of ["BAD_USER_INPUT", "FORBIDDEN", "INTERNAL_SERVER_ERROR"]) {
    expect(toAnswer({ status: 200, body: refusedWith(code) })).toEqual({ kind: "refused", code, message: "Mã không đúng." });
  }
});

test("an api without its database, or something else in its place, is away", () => {
  expect(toAnswer({ status: 503, body: refusedWith("SERVICE_UNAVAILABLE") })).toEqual({ kind: "away" });
  for (const body of [null, undefined, [], {}, { errors: "none" }]) expect(toAnswer({ status: 200, body })).toEqual({ kind: "away" });
});
