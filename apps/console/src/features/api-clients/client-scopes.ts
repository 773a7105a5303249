/** What an outside system can be allowed, in the order in which people read it. The server decides again. */
export const CLIENT_SCOPES = ["opinion:submit", "opinion:read", "opinion:triage", "opinion:setAside", "article:read"] as const;
export type ClientScope = (typeof CLIENT_SCOPES)[number];

export function isClientScope(scope: string): scope is ClientScope {
  return (CLIENT_SCOPES as readonly string[]).includes(scope);
}
