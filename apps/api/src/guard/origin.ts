/** Programs send no Origin; a page has to be one of ours, to the letter. */
export function isTrustedOrigin(origin: string | undefined, trusted: ReadonlySet<string>): boolean {
  return origin === undefined || trusted.has(origin);
}
