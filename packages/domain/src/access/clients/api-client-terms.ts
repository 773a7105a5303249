import { requireWellFormed } from "../../foundation/require-text.ts";
import { CLIENT_SCOPES, type ClientScope } from "../role.ts";
import { ApiClientRefused } from "./api-client.errors.ts";
import { LONGEST_TERM_MS } from "./api-client.policy.ts";
import { canonicalNetwork } from "./networks.ts";

const LONGEST_NAME = 120;
const LONGEST_NOTE = 500;
const MOST_NETWORKS = 20;
/** Enough for every unit of a large union. */
const MOST_UNITS = 1_000;

/** What is agreed with an outside system, as somebody typed it. */
export interface AskedTerms {
  readonly name: string;
  readonly purpose: string;
  readonly contact: string;
  readonly scopes: readonly string[];
  readonly unitIds: readonly string[];
  readonly allowedNetworks: readonly string[];
  readonly expiresAt: Date;
}

export interface Terms {
  readonly name: string;
  readonly purpose: string;
  readonly contact: string;
  readonly scopes: ClientScope[];
  readonly unitIds: string[];
  readonly allowedNetworks: string[];
  readonly expiresAt: Date;
}

/** The terms in one spelling. @throws ApiClientRefused naming the part that has to change; InvalidInput for broken characters */
export function readTerms(asked: AskedTerms, now: Date): Terms {
  const [name, purpose, contact] = [asked.name.trim(), asked.purpose.trim(), asked.contact.trim()];
  requireWellFormed(name, purpose, contact);
  if (name === "" || name.length > LONGEST_NAME || purpose.length > LONGEST_NOTE || contact.length > LONGEST_NOTE) throw new ApiClientRefused("NAME");
  const term = asked.expiresAt.getTime() - now.getTime();
  if (!(term > 0 && term <= LONGEST_TERM_MS)) throw new ApiClientRefused("EXPIRY");
  if (asked.unitIds.length === 0 || asked.unitIds.length > MOST_UNITS) throw new ApiClientRefused("UNITS");
  return {
    name,
    purpose,
    contact,
    scopes: readScopes(asked.scopes),
    unitIds: [...new Set(asked.unitIds)],
    allowedNetworks: readNetworks(asked.allowedNetworks),
    expiresAt: asked.expiresAt,
  };
}

function readScopes(asked: readonly string[]): ClientScope[] {
  const scopes = CLIENT_SCOPES.filter((scope) => asked.includes(scope));
  if (scopes.length === 0 || scopes.length !== new Set(asked).size) throw new ApiClientRefused("SCOPES");
  return scopes;
}

function readNetworks(asked: readonly string[]): string[] {
  const networks = [...new Set(asked.map(canonicalNetwork))].filter((network) => network !== undefined);
  if (asked.length > MOST_NETWORKS || asked.some((text) => canonicalNetwork(text) === undefined)) throw new ApiClientRefused("NETWORKS");
  return networks;
}
