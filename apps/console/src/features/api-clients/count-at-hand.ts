import { askApi } from "@/graphql/ask-api.ts";
import { graphql } from "@/graphql/generated";
import type { Viewer } from "../sign-in/find-viewer.ts";
import { hasExposedKey } from "./exposed-key.ts";

const TO_CONFIRM = graphql(`
  query ApiClientsAtHand {
    apiClientsToConfirm { id }
  }
`);

const KEPT = graphql(`
  query ApiClientsEndingSoon {
    apiClients { id isEndingSoon revokedAt keys { id exposedAt revokedAt expiresAt } }
  }
`);

/** How many outside systems need the viewer: those to confirm, those that end soon unless somebody acts, and those whose key is exposed. None when that cannot be read now. */
export async function countClientsAtHand({ permissions }: Viewer): Promise<number> {
  const [waiting, kept] = await Promise.all([askApi(TO_CONFIRM, {}), permissions.includes("access:manage") ? askApi(KEPT, {}) : undefined]);
  const ids = [
    ...(waiting.kind === "answered" ? waiting.data.apiClientsToConfirm : []),
    ...(kept?.kind === "answered" ? kept.data.apiClients.filter((client) => client.isEndingSoon || hasExposedKey(client)) : []),
  ].map(({ id }) => id);
  return new Set(ids).size;
}
