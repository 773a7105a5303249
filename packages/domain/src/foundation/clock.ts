/** Time comes in through this, so that tests and simulations can hold it still. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const QUARTER_MS = 15 * 60 * 1000;

/**
 * The start of the quarter of an hour in which the moment lies.
 * Promise 1: no time kept with an opinion is closer than this.
 */
export function cutToQuarter(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / QUARTER_MS) * QUARTER_MS);
}

/**
 * The time of a log line, as pino wants it. An error beside the exact time of somebody's sending would be a trace of the sender, so
 * no line is closer than the times that are kept.
 */
export function quarterOfLogLine(): string {
  return `,"time":"${cutToQuarter(systemClock.now()).toISOString()}"`;
}
