/** Viet Nam keeps one time the whole year, seven hours ahead of UTC. */
const VIETNAM = "+07:00";
const OFFSET_MS = 7 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** The moment that a clock in Viet Nam shows as `local` (YYYY-MM-DDTHH:mm), as ISO in UTC; null when it is no time. */
export function fromVietnamTime(local: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null;
  const moment = new Date(`${local}:00${VIETNAM}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** What a clock in Viet Nam shows at a moment, for a `datetime-local` field. */
export function toVietnamTime(moment: Date): string {
  return new Date(moment.getTime() + OFFSET_MS).toISOString().slice(0, 16);
}

/** The next full hour that is at least an hour away. */
export function suggestPublishTime(now: Date): string {
  return toVietnamTime(new Date(Math.ceil((now.getTime() + HOUR_MS) / HOUR_MS) * HOUR_MS));
}
