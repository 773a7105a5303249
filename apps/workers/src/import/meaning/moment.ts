const YEAR_FIRST = /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:[T ]+(?<time>.+))?$/;
const COMPACT = /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/;
const DAY_FIRST = /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})(?:[ ,T]+(?<time>.+))?$/;
const TIME = /^(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?\s*(?<zone>Z|[+-]\d{2}:?\d{2})?$/i;
/** Asia/Ho_Chi_Minh, without summer time since 1975. */
const VIETNAM_MINUTES = 7 * 60;
/** A year before this one is a slip of the pen, or a number that was shown as a date. */
const EARLIEST_YEAR = 1975;

/**
 * A moment as people write it: ISO 8601, YYYYMMDD, or day/month/year with or without a time. Meant in Việt Nam unless it
 * names its zone. Undefined when it is none of these or no such day exists, as 31/02.
 */
export function readMoment(written: string): Date | undefined {
  const text = written.trim();
  const date = (YEAR_FIRST.exec(text) ?? COMPACT.exec(text) ?? DAY_FIRST.exec(text))?.groups;
  const time = date?.time === undefined ? { hour: "0", minute: "0", zone: undefined } : TIME.exec(date.time.trim())?.groups;
  if (!date || !time) return undefined;
  const [year, month, day] = [Number(date.year), Number(date.month), Number(date.day)];
  const [hour, minute] = [Number(time.hour), Number(time.minute)];
  if (year < EARLIEST_YEAR || !isDay(year, month, day) || hour > 24 || minute > 59) return undefined;
  // Seconds are left out: no time is kept closer than a quarter of an hour.
  return new Date(Date.UTC(year, month - 1, day, hour, minute - zoneMinutes(time.zone)));
}

function isDay(year: number, month: number, day: number): boolean {
  const moment = new Date(Date.UTC(year, month - 1, day));
  return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined) return VIETNAM_MINUTES;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}
