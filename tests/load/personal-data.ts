/**
 * Personal data in texts that others wrote: how often each kind is found, what looks like personal data to a much coarser rule without
 * being found, and what the looking costs. The texts stay where they are and none is written down: this prints counts; with --list also
 * each find and each leftover between a few signs, for judging by eye. Needs ../shared/data. Run from the repository's root:
 *   node --conditions=source tests/load/personal-data.ts [--list]
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findPersonalData, PERSONAL_DATA_KINDS, type Span } from "@langnghe/text";

const data = join(import.meta.dirname, "../../../shared/data");
const { values } = parseArgs({ options: { list: { type: "boolean", default: false } } });

const FILES: readonly { readonly path: string; readonly textOf: (line: string) => string }[] = [
  { path: "union_samples/opinions.jsonl", textOf: (line) => String(JSON.parse(line).text) },
  { path: "uit_vsfc/train.tsv", textOf: (line) => line.split("\t")[0] ?? "" },
  { path: "uit_viocd/train.jsonl", textOf: (line) => String(JSON.parse(line).review) },
  { path: "uts2017_bank/train.jsonl", textOf: (line) => String(JSON.parse(line).text) },
  { path: "vilexnorm/train.csv", textOf: (line) => line },
  { path: "news_titles/titles.jsonl", textOf: (line) => String(JSON.parse(line).title) },
];

/** What might be personal to somebody who knows no forms: eight digits and more, an @ inside of a word, a house or a lane with a number. */
const COARSE = /\d(?:[ .-]?\d){7,}|[\w.]+@\w+|(?:số nhà|ngõ|ngách|hẻm|so nha|hem) \d+|\b\d\d[A-Z]\d?[ -]?\d{4,5}\b/giu;

const before = 25;
const around = (text: string, { start, end }: Span) =>
  `…${text.slice(Math.max(0, start - before), start)}⟦${text.slice(start, end)}⟧${text.slice(end, end + before)}…`.replaceAll("\n", " ");

for (const { path, textOf } of FILES) {
  const lines = (await readFile(join(data, path), "utf8")).split("\n").filter(Boolean);
  const texts = lines.map((line) => textOf(line).normalize("NFC"));
  // Once to warm up: the first texts of a process are compiled for, not only read.
  for (const text of texts) findPersonalData(text);
  const began = performance.now();
  const found = texts.map((text) => findPersonalData(text));
  const microseconds = ((performance.now() - began) * 1_000) / texts.length;
  const counts = PERSONAL_DATA_KINDS.map((kind) => `${kind} ${found.flat().filter((span) => span.kind === kind).length}`);
  const left = texts.flatMap((text, place) =>
    [...text.matchAll(COARSE)]
      .map(({ 0: words, index }) => ({ text, start: index, end: index + words.length }))
      .filter(({ start, end }) => !found[place]?.some((span) => span.start < end && start < span.end)),
  );
  console.log(`${path}: ${texts.length} texts, ${microseconds.toFixed(1)} µs each; ${counts.join(", ")}; left by the coarse rule ${left.length}`);
  if (!values.list) continue;
  for (const [place, spans] of found.entries()) for (const span of spans) console.log(`  ${span.kind} ${around(texts[place] ?? "", span)}`);
  for (const each of left) console.log(`  left ${around(each.text, each)}`);
}
