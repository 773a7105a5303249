import type { FlatText } from "./flatten.ts";
import type { PersonalDataSpan } from "./span.ts";

/** Circular 79/2024/TT-BCA: 11 to 99, but for these. */
const NO_PROVINCES = new Set(["13", "42", "44", "45", "46", "87", "91", "96"]);
/** Province, series ("A", "B1", "AA", "LD", "MĐ1"), number of five digits, or of four as until 2010. */
const CIVIL =
  /(?<![a-z0-9.,/-])([1-9]\d)[ .-]{0,2}(?:([a-hk-npst-vxyz](?:[1-9a-hk-npst-vxyz]|d\d)??)[ .-]{0,3})(\d{3}[. ]?\d{2}|\d{4})(?![a-z0-9]|[.,]\d|-[a-z0-9])/g;
/** Of the army: two letters of the unit and two pairs of digits. */
const MILITARY =
  /(?<![a-z0-9.,/-])(?:a[abcdntv]|b[bchpt]|c[abdntv]|h[abcdeghnt]|k[abcdkpvtn]|p[agkpqtx]|q[abchk]|t[chklmnt]|vt)[ -]?\d{2}[ -.]\d{2}(?![a-z0-9]|[.,-]\d)/g;
const VEHICLE_BEFORE =
  /(?<![a-z])(?:bien|bien so|bien kiem soat|bks|xe|xe so|o to|oto|xe may|xe tai|xe khach|xe dua don|dau keo)(?![a-z])[^.\n]{0,24}$/;
const LOOK_BEFORE = 40;

export const PLATE_EXAMPLES = ["30A-123.45", "72C1 123.45", "xe 51F 1234", "59X3-123.45", "29AA-123.45", "xe biển TM-12-34", "72a12345"];
export const PLATE_NEAR_MISSES = ["bơm 30A-1234", "điều 15 B1", "giàn BK-16", "11C 1234", "10A-123.45", "QA 12-34"];

export function findPlates({ flat }: FlatText): PersonalDataSpan[] {
  const civil = [...flat.matchAll(CIVIL)].filter(({ 1: province = "", 2: series = "", 3: number = "", index }) => {
    if (NO_PROVINCES.has(province) || province === "10") return false;
    // One letter and four digits is how pumps and valves are numbered, too ("30P-1234"): a vehicle must be spoken of.
    return number.replace(/\D/g, "").length === 5 || /\d$/.test(series) || isOfVehicle(flat, index);
  });
  const military = [...flat.matchAll(MILITARY)].filter(({ index }) => isOfVehicle(flat, index));
  return [...civil, ...military].map(({ 0: plate, index }) => ({ kind: "PLATE", start: index, end: index + plate.length }));
}

function isOfVehicle(flat: string, start: number): boolean {
  return VEHICLE_BEFORE.test(flat.slice(Math.max(0, start - LOOK_BEFORE), start));
}
