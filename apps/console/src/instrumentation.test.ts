import { traceOf } from "@langnghe/ui/quiet-console";
import { expect, test } from "vitest";

test("of an error its kind, its frames and the code on the page are written, and never what it says", () => {
  const error = Object.assign(new TypeError('Received "127.0.0.1"\n    at the sender\'s desk'), { digest: "3817261" });
  const trace = JSON.stringify(traceOf(error));
  expect(trace).toMatch(/"kind":"TypeError","digest":"3817261","frames":\["at .*instrumentation\.test/);
  expect(trace).not.toMatch(/127\.0\.0\.1|desk/);
});

test("of a sentence nothing is written, nor of a digest that is none", () => {
  expect(JSON.stringify([traceOf("GET /gui-y-kien"), traceOf(Object.assign(new Error("x"), { digest: "a b" }))])).not.toMatch(/gui-y-kien|a b/);
});
