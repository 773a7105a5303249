import { foldText } from "@langnghe/text";
import { ImportRefusal } from "./import-refusal.ts";

/** Which column holds what; only these are read, and none that could name a person is among them. */
export interface Columns {
  readonly text: string;
  readonly unit: string | undefined;
  readonly externalId: string | undefined;
  readonly occurredAt: string | undefined;
}

const NAMES = {
  text: ["text", "noi dung", "y kien", "loi viet", "sentence", "review", "comment", "content", "original", "title", "noi dung y kien"],
  unit: ["unit", "unit code", "ma don vi", "don vi"],
  externalId: ["external id", "id", "ma so"],
  occurredAt: ["occurred at", "date", "ngay", "thoi gian"],
} as const satisfies Record<keyof Columns, readonly string[]>;

/** @throws ImportRefusal with the columns to choose from, when none is known to hold the text. */
export function findColumns(names: readonly string[], wantedText: string | undefined): Columns {
  const find = (known: readonly string[]) => known.map((name) => names.find((each) => fold(each) === name)).find((name) => name !== undefined);
  const text = wantedText === undefined ? (find(NAMES.text) ?? (names.length === 1 ? names[0] : undefined)) : named(names, wantedText);
  if (text === undefined) {
    const list = names.map((name, place) => `${place + 1}. ${name}`).join(", ");
    throw new ImportRefusal(`Chưa rõ cột nào chứa lời viết. Thêm --text CỘT, chọn trong: ${list}.`);
  }
  return { text, unit: find(NAMES.unit), externalId: find(NAMES.externalId), occurredAt: find(NAMES.occurredAt) };
}

function named(names: readonly string[], wanted: string): string | undefined {
  return names.find((name) => fold(name) === fold(wanted)) ?? names[Number(wanted) - 1];
}

function fold(name: string): string {
  return foldText(name.replaceAll("_", " "));
}

const VIETNAM = "+07:00";

/** ISO 8601, YYYYMMDD, or day/month/year with or without a time of day in Việt Nam; undefined when it is none of these. */
export function readMoment(text: string): Date | undefined {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return valid(new Date(`${compact[1]}-${compact[2]}-${compact[3]}T00:00:00${VIETNAM}`));
  const local = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ ,T]+(\d{1,2}):(\d{2}))?/.exec(text);
  if (local) {
    const [, day = "", month = "", year, hour = "0", minute = "00"] = local;
    return valid(new Date(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T${hour.padStart(2, "0")}:${minute}:00${VIETNAM}`));
  }
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const hasTime = /[T ]\d{1,2}:\d{2}/.test(text);
  return valid(new Date(hasZone ? text : `${text.replace(" ", "T")}${hasTime ? "" : "T00:00:00"}${VIETNAM}`));
}

function valid(moment: Date): Date | undefined {
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
