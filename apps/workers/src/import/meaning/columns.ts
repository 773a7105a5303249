import { foldText } from "@langnghe/text";
import { ImportRefusal } from "../import-refusal.ts";

/** Places of the columns that are read, from 0. No other is looked at, and none that could name a person is among them. */
export interface Columns {
  readonly text: number;
  readonly unit: number | undefined;
  readonly externalId: number | undefined;
  readonly occurredAt: number | undefined;
}

/** Folded, in the order of preference. A column without a name, as tables carry their row numbers in, is nothing. */
const NAMES = {
  text: ["text", "noi dung", "noi dung y kien", "y kien", "loi viet", "sentence", "review", "comment", "content", "original", "title"],
  unit: ["unit", "unit code", "ma don vi", "don vi"],
  externalId: ["external id", "id", "ma", "ma so"],
  occurredAt: ["occurred at", "date", "ngay", "thoi gian"],
} as const satisfies Record<keyof Columns, readonly string[]>;

const LONGEST_SHOWN_NAME = 40;

/**
 * Which column holds what; `wantedText` is the name or the 1-based number of the one with the text.
 * @throws ImportRefusal with the columns to choose from, when it is not among them or none is known to hold the text
 */
export function findColumns(names: readonly string[], wantedText: string | undefined): Columns {
  const folded = names.map(fold);
  const find = (known: readonly string[]) => known.map((name) => folded.indexOf(name)).find((place) => place >= 0);
  const text = wantedText === undefined ? (find(NAMES.text) ?? onlyOne(names)) : placeOf(wantedText, folded);
  if (text === undefined) throw new ImportRefusal(`${problemWith(wantedText)} Các cột của tệp: ${listed(names)}.`);
  const beside = (known: readonly string[]) => {
    const place = find(known);
    return place === text ? undefined : place;
  };
  return { text, unit: beside(NAMES.unit), externalId: beside(NAMES.externalId), occurredAt: beside(NAMES.occurredAt) };
}

/** The names for a person to read; a file without a first line of names would show its first texts here, hence cut. */
export function shownName(name: string): string {
  if (name === "") return "(không tên)";
  return name.length > LONGEST_SHOWN_NAME ? `${name.slice(0, LONGEST_SHOWN_NAME)}…` : name;
}

function onlyOne(names: readonly string[]): number | undefined {
  return names.length === 1 ? 0 : undefined;
}

function placeOf(wanted: string, folded: readonly string[]): number | undefined {
  const named = folded.indexOf(fold(wanted));
  const place = named >= 0 ? named : Number(wanted) - 1;
  return folded[place] === undefined ? undefined : place;
}

function problemWith(wantedText: string | undefined): string {
  return wantedText === undefined
    ? "Chưa rõ cột nào chứa lời viết: hãy thêm --text với tên hoặc số thứ tự của cột."
    : `Không có cột “${wantedText}”.`;
}

function listed(names: readonly string[]): string {
  return names.map((name, place) => `${place + 1}. ${shownName(name)}`).join(", ");
}

function fold(name: string): string {
  return foldText(name.replaceAll("_", " "));
}
