import { foldText } from "./fold.ts";

/** Characters in a shingle: long enough to tell Vietnamese syllables apart, short enough that one changed word touches few. */
const SHINGLE = 4;
const BAND_COUNT = 16;
const ROWS_OF_A_BAND = 4;
const HASH_COUNT = BAND_COUNT * ROWS_OF_A_BAND;

const OTHER_SIGNS = /[^\p{L}\p{N}]+/gu;
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The text's distinct pieces of four characters, each as a number: as it is compared, folded, numbers kept, every other sign a blank. */
export function shinglesOf(text: string): ReadonlySet<number> {
  return shinglesOfFolded(foldText(text));
}

/** The same of a text that `foldText` has folded. */
export function shinglesOfFolded(folded: string): ReadonlySet<number> {
  const signs = ` ${folded.replace(OTHER_SIGNS, " ").trim()} `;
  const shingles = new Set<number>();
  for (let start = 0; start < Math.max(1, signs.length - SHINGLE + 1); start += 1) shingles.add(hashPiece(signs, start));
  return shingles;
}

/** How much of two texts is the same: shared pieces over all pieces, 0 to 1. */
export function similarityOf(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  let shared = 0;
  for (const shingle of one) if (other.has(shingle)) shared += 1;
  return shared / (one.size + other.size - shared);
}

export interface Signature {
  /** Two texts that share most of their pieces share one of these numbers almost always; others rarely do. */
  readonly bands: readonly number[];
  /** 64 bits, one of each min-hash: of two texts with similarity s, about (1 + s) / 2 of them are the same. */
  readonly sketch: bigint;
}

/** MinHash of the text's pieces, in bands: what to look near-duplicates up by. Whatever it finds is compared in full. */
export function signatureOf(shingles: ReadonlySet<number>): Signature {
  const least = leastHashes(shingles);
  const bands = Array.from({ length: BAND_COUNT }, (_, band) => bandOf(least.subarray(band * ROWS_OF_A_BAND, (band + 1) * ROWS_OF_A_BAND), band));
  let sketch = 0n;
  for (const hash of least) sketch = (sketch << 1n) | BigInt(hash & 1);
  return { bands, sketch: BigInt.asIntN(64, sketch) };
}

/** Row by row, since every text passes here: the least hash stays in a register and the pieces in one array. */
function leastHashes(shingles: ReadonlySet<number>): Uint32Array {
  const pieces = Uint32Array.from(shingles);
  return SEEDS.map((seed) => {
    let least = 0xffffffff;
    for (const piece of pieces) least = Math.min(least, scatter(piece ^ seed));
    return least;
  });
}

function bandOf(rows: Uint32Array, band: number): number {
  return rows.reduce((hash, row) => scatter(hash ^ row), scatter(band + 1)) | 0;
}

function hashPiece(signs: string, start: number): number {
  let hash = FNV_START;
  for (let place = start; place < start + SHINGLE; place += 1) hash = Math.imul(hash ^ signs.charCodeAt(place), FNV_PRIME);
  return hash >>> 0;
}

/** Spreads 32 bits evenly; one to one. */
function scatter(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** One for each min-hash, the same in every process and for ever: stored bands would not be found otherwise. */
const SEEDS = Uint32Array.from({ length: HASH_COUNT }, (_, row) => scatter(0x9e3779b9 + row));
