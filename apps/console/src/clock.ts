/** The one place where the console asks the machine for the time. */
export function now(): Date {
  return new Date();
}
