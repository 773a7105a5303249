import { readFile } from "node:fs/promises";
import { join } from "node:path";

const DATA = join(import.meta.dirname, "../../../shared/data");

/** Draws that are the same in every run with the same seed. */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 to 1, exclusive. */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.share() * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** The first ones often, the last ones rarely, as units and channels are used. */
  pickUneven<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.share() ** 2.5 * items.length)] as Item;
  }
}

/** One in so many opinions is an earlier one with a word changed, and one in so many the very same text. */
const SIMILAR_EVERY = 25;
const SAME_EVERY = 200;
const KEPT = 2_000;

/**
 * Texts with the words of real ones and in their frequency: three runs of five to twelve words, each from somewhere in a real
 * sentence. So they share words and phrases as real ones do, and there are as many different ones as are wanted.
 */
export class Texts {
  readonly #sentences: readonly (readonly string[])[];
  readonly #draws: Draws;
  readonly #kept: { id: string; text: string }[] = [];

  private constructor(sentences: readonly (readonly string[])[], draws: Draws) {
    this.#sentences = sentences;
    this.#draws = draws;
  }

  static async read(draws: Draws): Promise<Texts> {
    return new Texts(await readSentences(), draws);
  }

  fresh(): string {
    const runs = Array.from({ length: 2 + this.#draws.below(3) }, () => this.#run());
    return runs.join(" ").slice(0, 1_000);
  }

  /** The next text, and which earlier one it is like; ids are the caller's. */
  next(id: string): { text: string; like?: string } {
    const earlier = this.#kept.length > 0 ? this.#draws.pick(this.#kept) : undefined;
    const dice = this.#draws.below(SAME_EVERY);
    if (earlier && dice === 0) return { text: earlier.text, like: earlier.id };
    if (earlier && dice % SIMILAR_EVERY === 1) return { text: this.changed(earlier.text), like: earlier.id };
    const text = this.fresh();
    if (this.#kept.length < KEPT) this.#kept.push({ id, text });
    else this.#kept[this.#draws.below(KEPT)] = { id, text };
    return { text };
  }

  changed(text: string): string {
    const words = text.split(" ");
    words[this.#draws.below(words.length)] = this.word();
    return words.join(" ");
  }

  word(): string {
    return this.#draws.pick(this.#draws.pick(this.#sentences));
  }

  #run(): string {
    const sentence = this.#draws.pick(this.#sentences);
    const length = 5 + this.#draws.below(8);
    const start = this.#draws.below(Math.max(1, sentence.length - length));
    return sentence.slice(start, start + length).join(" ");
  }
}

async function readSentences(): Promise<readonly (readonly string[])[]> {
  const lines = async (path: string) => (await readFile(join(DATA, path), "utf8")).split("\n").filter(Boolean);
  const told = async (path: string, field: string) => (await lines(path)).map((line) => String(JSON.parse(line)[field]));
  const texts = [
    ...(await told("union_samples/opinions.jsonl", "text")),
    ...(await told("uit_viocd/train.jsonl", "review")),
    ...(await told("uts2017_bank/train.jsonl", "text")),
    ...(await lines("uit_vsfc/train.tsv")).slice(1).map((line) => line.split("\t")[0] ?? ""),
  ];
  return texts.map((text) => text.split(/\s+/).filter(Boolean)).filter((words) => words.length >= 3);
}

const texts = await Texts.read(new Draws(20_261_123));

/** Another text every time, of about 400 bytes: it brings a delivery to about 600. */
export function aText(): string {
  return `${texts.fresh()} ${texts.fresh()} ${texts.fresh()}`;
}
