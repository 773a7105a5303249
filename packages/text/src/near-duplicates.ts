import { foldText } from "./fold.ts";

/** Characters in a shingle: long enough to tell Vietnamese syllables apart, short enough that one changed word touches few. */
const SHINGLE = 4;
const BAND_COUNT = 16;
const ROWS_OF_A_BAND = 4;
const HASH_COUNT = BAND_COUNT * ROWS_OF_A_BAND;

const OTHER_SIGNS = /[^\p{L}\p{N}]+/gu;
/** The same for texts of plain letters, which most folded ones are, in a fraction of the time. */
const OTHER_PLAIN_SIGNS = /[^a-z0-9]+/g;
const BEYOND_PLAIN = /[^ -~]/;
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const LARGEST_INT = 0x7fffffff;
const HIGHEST_BIT = 0x80000000;

/** A text's distinct pieces of four characters, each as a number, in rising order. */
export type Shingles = Uint32Array;

/** The text's pieces as it is compared: folded, numbers kept, every other sign a blank. */
export function shinglesOf(text: string): Shingles {
  return shinglesOfFolded(foldText(text));
}

/** The same of a text that `foldText` has folded. */
export function shinglesOfFolded(folded: string): Shingles {
  const signs = ` ${folded.replace(BEYOND_PLAIN.test(folded) ? OTHER_SIGNS : OTHER_PLAIN_SIGNS, " ").trim()} `;
  const pieces = new Uint32Array(Math.max(1, signs.length - SHINGLE + 1));
  for (let start = 0; start < pieces.length; start += 1) pieces[start] = hashPiece(signs, start);
  return distinct(pieces.sort());
}

function distinct(sorted: Uint32Array): Uint32Array {
  let count = 0;
  for (let place = 0; place < sorted.length; place += 1) {
    const number = sorted[place] ?? 0;
    if (count === 0 || number !== sorted[count - 1]) sorted[count++] = number;
  }
  return sorted.slice(0, count);
}

/** How much of two texts is the same: shared pieces over all pieces, 0 to 1. */
export function similarityOf(one: Shingles, other: Shingles): number {
  let shared = 0;
  for (let here = 0, there = 0; here < one.length && there < other.length; ) {
    const difference = (one[here] ?? 0) - (other[there] ?? 0);
    if (difference === 0) shared += 1;
    if (difference <= 0) here += 1;
    if (difference >= 0) there += 1;
  }
  return shared / (one.length + other.length - shared);
}

export interface Signature {
  /** Two texts that share most of their pieces share one of these numbers almost always; others rarely do. */
  readonly bands: readonly number[];
  /** 64 bits, one of each min-hash: of two texts with similarity s, about (1 + s) / 2 of them are the same. */
  readonly sketch: bigint;
}

/** MinHash of the text's pieces, in bands: what to look near-duplicates up by. Whatever it finds is compared in full. */
export function signatureOf(shingles: Shingles): Signature {
  const least = leastHashes(shingles);
  const bands = Array.from({ length: BAND_COUNT }, (_, band) => bandOf(least.subarray(band * ROWS_OF_A_BAND, (band + 1) * ROWS_OF_A_BAND), band));
  let sketch = 0n;
  for (const hash of least) sketch = (sketch << 1n) | BigInt(hash & 1);
  return { bands, sketch: BigInt.asIntN(64, sketch) };
}

/** Every text passes here, so it counts by hand. With the highest bit turned over, 32 bits stay in one machine word and in the same order. */
function leastHashes(shingles: Shingles): Uint32Array {
  return SEEDS.map((seed) => {
    let least = LARGEST_INT;
    for (let place = 0; place < shingles.length; place += 1) {
      const hash = scatter((shingles[place] ?? 0) ^ seed) ^ HIGHEST_BIT;
      if (hash < least) least = hash;
    }
    return least ^ HIGHEST_BIT;
  });
}

function bandOf(rows: Uint32Array, band: number): number {
  return rows.reduce((hash, row) => scatter(hash ^ row), scatter(band + 1));
}

function hashPiece(signs: string, start: number): number {
  let hash = FNV_START;
  for (let place = start; place < start + SHINGLE; place += 1) hash = Math.imul(hash ^ signs.charCodeAt(place), FNV_PRIME);
  return hash >>> 0;
}

/** Spreads 32 bits evenly, one to one, into a signed number. */
function scatter(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** One for each min-hash, the same in every process and for ever: stored bands would not be found otherwise. */
const SEEDS = Uint32Array.from({ length: HASH_COUNT }, (_, row) => scatter(0x9e3779b9 + row));
