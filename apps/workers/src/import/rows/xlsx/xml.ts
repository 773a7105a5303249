import { SaxesParser } from "saxes";
import { ImportRefusal } from "../../import-refusal.ts";
import { NOT_A_SHEET, tooLarge } from "./limits.ts";

/** The parser keeps a tag or a text until it is whole; none in a spreadsheet comes near this. In characters. */
const LONGEST_TOKEN = 4 * 2 ** 20;
const DEEPEST = 64;

export interface XmlHandlers {
  /** Names come without their prefix. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/**
 * Reads XML in pieces; after each of them the consumer gets its turn, to take what the handlers have gathered.
 * @throws ImportRefusal when it is no XML, or built to fill the memory
 */
export async function* parseXml(pieces: AsyncIterable<Buffer>, handlers: XmlHandlers): AsyncGenerator<void> {
  const watch = { unseen: 0, depth: 0 };
  const parser = createParser(handlers, watch);
  const decoder = new TextDecoder();
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    watch.unseen += text.length;
    orRefuse(() => parser.write(text));
    if (watch.unseen > LONGEST_TOKEN) throw tooLarge();
    yield;
  }
  orRefuse(() => parser.close());
  yield;
}

/** Reads it to its end, for handlers that put away what they find. */
export async function readXml(pieces: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of parseXml(pieces, handlers)) {
    // The handlers have seen the piece.
  }
}

function createParser({ open, text, close }: XmlHandlers, watch: { unseen: number; depth: number }): SaxesParser {
  const parser = new SaxesParser({ position: false });
  parser.on("opentag", ({ name, attributes }) => {
    watch.unseen = 0;
    watch.depth += 1;
    if (watch.depth > DEEPEST) throw new ImportRefusal(NOT_A_SHEET);
    open(localName(name), attributes as Record<string, string>);
  });
  parser.on("closetag", ({ name }) => {
    watch.unseen = 0;
    watch.depth -= 1;
    close?.(localName(name));
  });
  const onText = (piece: string) => {
    watch.unseen = 0;
    text?.(piece);
  };
  parser.on("text", onText);
  parser.on("cdata", onText);
  return parser;
}

/** An error with a code is the machine's, as a full disk; of the rest, only the parser can be the origin. */
function orRefuse(step: () => unknown): void {
  try {
    step();
  } catch (error) {
    throw error instanceof ImportRefusal || (error instanceof Error && "code" in error) ? error : new ImportRefusal(NOT_A_SHEET);
  }
}

/** Some programs write `x:row` for `row`. */
function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}
