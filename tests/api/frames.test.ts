import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as ws from "ws";
import { messageHead, messageTail, toFrames } from "../../apps/api/src/live/frame.ts";

/** The client's half of the library, which its types leave out. */
const { Receiver } = ws as unknown as {
  Receiver: new (options: object) => NodeJS.WritableStream & { on(event: "message", take: (message: Buffer, isBinary: boolean) => void): void };
};

/** What a client of the library makes of the bytes. */
function received(bytes: Buffer): string[] {
  const texts: string[] = [];
  const receiver = new Receiver({ isServer: false, allowSynchronousEvents: true, skipUTF8Validation: false });
  receiver.on("message", (message: Buffer, isBinary: boolean) => void texts.push(isBinary ? "binary" : message.toString()));
  receiver.write(bytes);
  return texts;
}

const aPayload = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.nat({ max: 300 }).map((length) => "ă".repeat(length)),
  // Around the lengths at which a frame's header grows.
  fc.integer({ min: 65_400, max: 65_600 }).map((length) => "x".repeat(length)),
);

describe("our own frames", () => {
  test("are read as the messages they hold, in order, whatever their ids and lengths", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.array(aPayload, { maxLength: 5 }), (id, payloads) => {
        const tails = payloads.map((text) => messageTail(JSON.stringify({ data: { text } })));
        const expected = payloads.map((text) => ({ id, type: "next", payload: { data: { text } } }));
        expect(received(toFrames(messageHead(id), tails)).map((text) => JSON.parse(text))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
