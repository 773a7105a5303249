import type { ClientActor, Reach } from "../../foundation/actor.ts";
import type { Queryable } from "../../foundation/queryable.ts";
import { spread, unitsBelow } from "../access.queries.ts";
import type { ClientScope } from "../role.ts";
import { type KeyTerms, needsConfirmation } from "./api-client.policy.ts";

/** A key that exists, whether it holds or not, and who comes with it if it does. */
export interface ShownKey extends KeyTerms {
  readonly actor: ClientActor;
}

interface KeyRow extends KeyTerms {
  readonly place: number;
  readonly id: string;
  readonly name: string;
  readonly keyId: string;
  readonly scopes: readonly ClientScope[];
  readonly unitIds: readonly string[];
  readonly confirmedScopes: readonly ClientScope[];
  /** Null when all of `unitIds` are confirmed. */
  readonly confirmedUnitIds: readonly string[] | null;
}

/** The outside system behind each key, in the order of the hashes; undefined where there never was such a key. */
export async function findShownKeys(database: Queryable, keyHashes: readonly Buffer[]): Promise<(ShownKey | undefined)[]> {
  const rows: KeyRow[] = await database.query(
    `SELECT (place - 1)::int AS place, client.id, client.name, key.id AS "keyId", client.scopes, ${unitsBelow("id = ANY(client.unit_ids)")} AS "unitIds",
            CASE WHEN key.is_confirmed THEN client.confirmed_scopes ELSE '{}' END AS "confirmedScopes",
            CASE WHEN NOT client.unit_ids <@ client.confirmed_unit_ids THEN ${unitsBelow("id = ANY(client.confirmed_unit_ids)")} END AS "confirmedUnitIds",
            coalesce(key.revoked_at, client.revoked_at) IS NOT NULL AS "isRevoked", least(key.expires_at, client.expires_at) AS "endsAt",
            client.allowed_networks AS "allowedNetworks"
       FROM unnest($1::bytea[]) WITH ORDINALITY AS shown (key_hash, place)
       JOIN api_key key USING (key_hash)
       JOIN api_client client ON client.id = key.client_id`,
    [keyHashes],
  );
  const found = new Map(rows.map((row) => [row.place, row]));
  return keyHashes.map((_, place) => {
    const row = found.get(place);
    if (!row) return undefined;
    const { id, name, keyId, isRevoked, endsAt, allowedNetworks } = row;
    return { actor: { kind: "client", id, name, keyId, reach: reachOf(row) }, isRevoked, endsAt, allowedNetworks };
  });
}

function reachOf({ scopes, unitIds, confirmedScopes, confirmedUnitIds }: KeyRow): Reach {
  const readable = confirmedUnitIds === null ? unitIds : unitIds.filter((id) => confirmedUnitIds.includes(id));
  return spread([
    { permissions: scopes.filter((scope) => !needsConfirmation(scope)), unitIds },
    { permissions: scopes.filter((scope) => needsConfirmation(scope) && confirmedScopes.includes(scope)), unitIds: readable },
  ]);
}
