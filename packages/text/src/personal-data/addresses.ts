import { ADDRESS_WORDS, type AddressLevel, NO_STREETS, PLACES } from "./address-words.ts";
import type { FlatText } from "./flatten.ts";
import type { PersonalDataSpan, Span } from "./span.ts";

interface Word extends Span {
  readonly flat: string;
  readonly isSign: boolean;
}

interface Part {
  readonly levels: readonly AddressLevel[];
  /** Of the first word behind it. */
  readonly next: number;
  /** A name in small letters may be any words: it counts beside surer parts alone. */
  readonly isSure: boolean;
}

export const ADDRESS_EXAMPLES = [
  "số nhà 12 đường Lê Lợi, phường Thắng Tam, Vũng Tàu",
  "so nha 15/2 duong truong cong dinh phuong 3 vung tau",
  "ngõ 45 Kim Mã, Ba Đình, Hà Nội",
  "nhà ở 123/4 Nguyễn An Ninh, P.7, TP Vũng Tàu",
  "thôn Đông Yên, xã Nghi Sơn",
  "tổ 5 khu phố 3 phường Rạch Dừa",
  "thường trú xã Bình Trị, huyện Bình Sơn",
];
export const ADDRESS_NEAR_MISSES = [
  "xã Tam Hiệp, huyện Núi Thành đang mưa lớn",
  "tuyến 12 đường ống dẫn khí",
  "tổ 3 phân xưởng bảo dưỡng",
  "Nghị định 12/2022/NĐ-CP",
  "đường số liệu bị đứt",
  "lô 09-1 mỏ Bạch Hổ",
];

/** A number of a house ("12", "12A", "123/4/5"), a lane or a ward. */
const HOUSE_NUMBER = /^\d{1,4}[a-h]?(?:[/-]\d{1,4}[a-h]?){0,4}$/;
const WORD = /[a-z0-9]+(?:[/-][a-z0-9]+)*|[,.;:"“”\n]|-/g;
const HOME_BEFORE = /(?<![a-z])(?:dia chi|dc|thuong tru|tam tru|tru tai|ho khau|nha|o|o tai|ngu tai|tro|que|que quan)(?![a-z])[^.\n]{0,24}$/;
/** Of a person who lives there, and not of what happened there. */
const RESIDENT_BEFORE = /(?<![a-z])(?:dia chi|thuong tru|tam tru|cu tru|tru tai|ho khau|ngu tai|que|que quan|nha toi|nha em)(?![a-z])[^.\n]{0,24}$/;
const LONGEST_NAME = 4;
/** A text of so few signs may be an address and nothing else. */
const LONGEST_NAMES = 80;
const LONGEST_PLACE = 4;
const MOST_WORDS_IN_SMALL_LETTERS = 3;
/** "thành phố", "khu phố", "dân phố": no street. */
const TOWN_BEFORE = new Set(["thanh", "khu", "dan"]);
const MOST_PARTS = 8;
const LOOK_BEFORE = 40;

/** Addresses that lead to a door, or to a hamlet or a block of houses in a ward. A ward or a province alone leads to nobody. */
export function findAddresses(text: FlatText): PersonalDataSpan[] {
  const words = wordsOf(text.flat);
  const reader = new AddressReader(text, words);
  const spans: PersonalDataSpan[] = [];
  for (let first = 0; first < words.length; ) {
    const found = reader.addressFrom(first);
    if (found) spans.push(found.span);
    first = found ? found.next : first + 1;
  }
  return spans;
}

function wordsOf(flat: string): Word[] {
  return Array.from(flat.matchAll(WORD), ({ 0: word, index }) => ({
    flat: word,
    start: index,
    end: index + word.length,
    isSign: !/^[a-z0-9]/.test(word),
  }));
}

class AddressReader {
  readonly #text: FlatText;
  readonly #words: readonly Word[];
  #shouted: boolean | undefined;

  constructor(text: FlatText, words: readonly Word[]) {
    this.#text = text;
    this.#words = words;
  }

  addressFrom(first: number): { span: PersonalDataSpan; next: number } | undefined {
    let part = this.#partAt(first);
    if (!part) return undefined;
    const parts: Part[] = [];
    while (part && parts.length < MOST_PARTS) {
      parts.push(part);
      part = this.#partAt(this.#behindSign(part.next)) ?? this.#placeAt(this.#behindSign(part.next));
    }
    const [start, next] = [this.#words[first]?.start ?? 0, parts.at(-1)?.next ?? first];
    if (!this.#leadsHome(parts, start)) return undefined;
    return { span: { kind: "ADDRESS", start, end: this.#words[next - 1]?.end ?? start }, next };
  }

  #leadsHome(parts: readonly Part[], start: number): boolean {
    const levels = parts.flatMap((part) => part.levels);
    const has = (level: AddressLevel) => levels.includes(level);
    if (!parts.some(({ isSure }) => isSure)) return levels.length >= 3;
    if (levels.length < 2) return false;
    if (has("DOOR") || (has("SETTLEMENT") && has("WARD"))) return true;
    if (has("SETTLEMENT") || has("STREET")) return this.#isBehind(HOME_BEFORE, start);
    return has("WARD") && this.#isBehind(RESIDENT_BEFORE, start);
  }

  #isBehind(words: RegExp, start: number): boolean {
    return words.test(this.#text.flat.slice(Math.max(0, start - LOOK_BEFORE), start));
  }

  #partAt(first: number): Part | undefined {
    const word = this.#words[first];
    if (!word || word.isSign) return undefined;
    return this.#namedPart(first, word) ?? this.#numberedHouse(first);
  }

  /** "phường 5", "ngõ 12", "p7". */
  #namedPart(first: number, word: Word): Part | undefined {
    if (/^[pq]\d{1,2}$/.test(word.flat)) return { levels: [word.flat.startsWith("p") ? "WARD" : "ABOVE"], next: first + 1, isSure: true };
    for (const { level, flat, words, follows } of ADDRESS_WORDS.get(word.flat) ?? []) {
      if (!this.#isWritten(first, words, flat) || (word.flat === "pho" && TOWN_BEFORE.has(this.#words[first - 1]?.flat ?? ""))) continue;
      const behind = this.#behindDot(first + words.length);
      const value = this.#valueAt(behind, follows);
      if (!value || (level === "STREET" && NO_STREETS.has(this.#words[behind]?.flat ?? ""))) continue;
      const isLane = level === "DOOR" && follows === "number";
      const street = isLane ? this.#capitalName(value.next, 2) : undefined;
      return { levels: street ? [level, "STREET"] : [level], next: street ?? value.next, isSure: value.isSure };
    }
    return undefined;
  }

  /** "số 12 Lê Lợi", "12 đường Lê Lợi", "123/4 Nguyễn An Ninh, P.7". */
  #numberedHouse(first: number): Part | undefined {
    const hasWord = this.#words[first]?.flat === "so";
    const number = first + (hasWord ? 1 : 0);
    if (!HOUSE_NUMBER.test(this.#words[number]?.flat ?? "")) return undefined;
    // "62, Đường Tăng" is an age and a name; "số 62, đường …" is a house.
    const behind = hasWord ? this.#behindSign(number + 1) : number + 1;
    const street = this.#words[behind] ? this.#partAtStreet(behind) : undefined;
    if (street) return { levels: ["DOOR", "STREET"], next: street.next, isSure: street.isSure };
    const name = this.#capitalName(number + 1, 2);
    if (name === undefined) return undefined;
    const isGoingOn = hasWord ? this.#isAtHomeOrGoesOn(first, name) : this.#goesOn(name);
    return isGoingOn ? { levels: ["DOOR", "STREET"], next: name, isSure: true } : undefined;
  }

  #partAtStreet(first: number): Part | undefined {
    const word = this.#words[first];
    const part = word && this.#namedPart(first, word);
    return part?.levels.includes("STREET") || part?.levels.includes("DOOR") ? part : undefined;
  }

  #isAtHomeOrGoesOn(first: number, next: number): boolean {
    return this.#goesOn(next) || this.#isBehind(HOME_BEFORE, this.#words[first]?.start ?? 0);
  }

  #goesOn(next: number): boolean {
    const behind = this.#behindSign(next);
    const word = this.#words[behind];
    return word !== undefined && (this.#namedPart(behind, word) ?? this.#placeAt(behind)) !== undefined;
  }

  /** "Vũng Tàu", "TP.HCM" at the end. */
  #placeAt(first: number): Part | undefined {
    const place = this.#behindPlace(first);
    if (place !== undefined) return { levels: ["ABOVE"], next: place, isSure: true };
    const isBehindComma = this.#words[first - 1]?.flat === ",";
    const next = isBehindComma ? this.#capitalName(first, 2) : undefined;
    // "Ba Đình, Hà Nội": a name that a place follows belongs to the address.
    const isBeforePlace = next !== undefined && this.#behindPlace(this.#behindSign(next)) !== undefined;
    return isBeforePlace ? { levels: ["ABOVE"], next, isSure: true } : undefined;
  }

  /** Behind the name of a province or a city, the longest that fits. */
  #behindPlace(first: number): number | undefined {
    for (let next = Math.min(first + LONGEST_PLACE, this.#words.length); next > first; next -= 1) {
      const name = this.#words
        .slice(first, next)
        .map(({ flat }) => flat)
        .join(" ");
      if (PLACES.has(name)) return next;
    }
    return undefined;
  }

  #valueAt(first: number, follows: "number" | "name"): { next: number; isSure: boolean } | undefined {
    const word = this.#words[first];
    if (!word || word.isSign) return undefined;
    const at = word.flat === "so" && follows === "number" ? first + 1 : first;
    if (/^\d/.test(this.#words[at]?.flat ?? "")) return { next: this.#behindMonth(at + 1), isSure: true };
    if (follows === "number") return undefined;
    const named = this.#capitalName(first, 1) ?? this.#behindPlace(first);
    if (named !== undefined) return { next: named, isSure: true };
    let next = first;
    while (next - first < MOST_WORDS_IN_SMALL_LETTERS && this.#isPlainWord(next)) next += 1;
    return next - first >= 2 ? { next, isSure: false } : undefined;
  }

  /** "đường 3 tháng 2". */
  #behindMonth(next: number): number {
    return this.#words[next]?.flat === "thang" && /^\d{1,2}$/.test(this.#words[next + 1]?.flat ?? "") ? next + 2 : next;
  }

  /** Behind words that begin with a capital, at least so many. */
  #capitalName(first: number, fewest: number): number | undefined {
    let next = first;
    while (next - first < LONGEST_NAME && this.#isCapital(next) && !(next > first && this.#isAddressWord(next))) next += 1;
    return next - first >= fewest ? next : undefined;
  }

  #isCapital(place: number): boolean {
    const word = this.#words[place];
    if (!word || word.isSign || !/^[a-z]/.test(word.flat)) return false;
    const letter = this.#text.text.charAt(word.start);
    return letter !== letter.toLowerCase() && !this.#isShouted();
  }

  /** In a text that is all capitals they tell no names. */
  #isShouted(): boolean {
    this.#shouted ??= this.#text.text.length > LONGEST_NAMES && this.#text.text.toUpperCase() === this.#text.text;
    return this.#shouted;
  }

  #isPlainWord(place: number): boolean {
    const word = this.#words[place];
    return word !== undefined && /^[a-z]+$/.test(word.flat) && !this.#isAddressWord(place);
  }

  #isAddressWord(place: number): boolean {
    const word = this.#words[place];
    return (ADDRESS_WORDS.get(word?.flat ?? "") ?? []).some(({ words, flat }) => this.#isWritten(place, words, flat));
  }

  /** With its marks where the text has marks: "xã" is a ward, "xa" is far. */
  #isWritten(first: number, words: readonly string[], flat: readonly string[]): boolean {
    const { text, isAccented } = this.#text;
    return words.every((written, place) => {
      const word = this.#words[first + place];
      return word?.flat === flat[place] && (!isAccented || text.slice(word?.start, word?.end).toLowerCase() === written);
    });
  }

  #behindSign(place: number): number {
    const sign = this.#words[place];
    return sign?.isSign && ",-".includes(sign.flat) ? place + 1 : place;
  }

  #behindDot(place: number): number {
    const sign = this.#words[place];
    return sign?.flat === "." || sign?.flat === ":" ? place + 1 : place;
  }
}
