import type { WhenToForward } from "@/graphql/generated/graphql";

const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;
const PROMISED_OWNER_DAYS = 7;
const PROMISED_ANSWER_MONTHS = 3;

/** The latest moment at which an opinion sent now enters the feed, where the promises begin. */
export function latestForwarding(sentAt: Date, forward: WhenToForward): Date {
  return forward === "LATER" ? new Date(sentAt.getTime() + LONGEST_WAIT_MS) : sentAt;
}

/** By when the union promises that somebody looks after an opinion. */
export function promisedOwnerDay(receivedAt: Date): Date {
  const day = new Date(receivedAt);
  day.setUTCDate(day.getUTCDate() + PROMISED_OWNER_DAYS);
  return day;
}

/** By when the union promises an answer; the last day of the month where that month is shorter. */
export function promisedAnswerDay(receivedAt: Date): Date {
  const day = new Date(receivedAt);
  const dayOfMonth = day.getUTCDate();
  day.setUTCMonth(day.getUTCMonth() + PROMISED_ANSWER_MONTHS);
  if (day.getUTCDate() !== dayOfMonth) day.setUTCDate(0);
  return day;
}
