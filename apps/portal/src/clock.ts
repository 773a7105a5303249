/** The one place where the portal asks what time it is. */
export function now(): Date {
  return new Date();
}
