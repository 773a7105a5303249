import { randomInt } from "node:crypto";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { ApolloServerPlugin } from "@apollo/server";
import { type DocumentNode, visit } from "graphql";
import type { Context } from "../context.ts";

/** Longer than almost any look-up takes; one that takes longer leaves at the end of the next slot. */
const SLOT_MS = 30;
const COARSE_MS = 2;
const BLUR_MICROSECONDS = 5_000;
const ASKS_BY_RECEIPT = "opinionByReceipt";

/**
 * What a found opinion shows costs more than showing that there is none, and whoever watches the line could tell one from the other.
 * So an answer about a receipt leaves at the end of a slot of time, found or not. See docs/adr/0036.
 */
export const steadyAnswers: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    const startedAt = performance.now();
    let isAboutReceipt = false;
    return {
      async didResolveOperation({ document }) {
        isAboutReceipt = asksByReceipt(document);
      },
      async willSendResponse() {
        if (isAboutReceipt) await until(startedAt + SLOT_MS * Math.ceil((performance.now() - startedAt) / SLOT_MS) + aBlur());
      },
    };
  },
};

/** Writing the answer down comes after the slot, and takes some hundredths of a millisecond more for a found one: they go under in this. */
function aBlur(): number {
  return randomInt(BLUR_MICROSECONDS) / 1_000;
}

/** Timers count in whole milliseconds, and what they cut off would tell how long the look-up took: the last ones are waited turn by turn. */
async function until(moment: number): Promise<void> {
  const left = moment - performance.now() - COARSE_MS;
  if (left >= 1) await pause(Math.floor(left));
  while (performance.now() < moment) await nextTurn();
}

function asksByReceipt(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      if (name.value === ASKS_BY_RECEIPT) found = true;
    },
  });
  return found;
}
