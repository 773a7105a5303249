import { LONGEST_CELL } from "./limits.ts";
import type { SharedTexts } from "./shared-texts.ts";
import { readXml } from "./xml.ts";

/** A text may come in several runs (`r`), each with its own `t`; what stands in `rPh` is how it is read aloud. */
export async function readSharedTexts(pieces: AsyncIterable<Buffer>, texts: SharedTexts): Promise<void> {
  let text = "";
  let isInText = false;
  let isAloud = false;
  await readXml(pieces, {
    open(name) {
      if (name === "si") text = "";
      if (name === "rPh") isAloud = true;
      isInText = name === "t" && !isAloud;
    },
    text(piece) {
      if (isInText && text.length < LONGEST_CELL) text += piece.slice(0, LONGEST_CELL - text.length);
    },
    close(name) {
      isInText = false;
      if (name === "rPh") isAloud = false;
      if (name === "si") texts.add(text);
    },
  });
}
