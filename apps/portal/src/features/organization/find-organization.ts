import { cache } from "react";
import { fetchApi } from "@/graphql/fetch-api.ts";
import { graphql } from "@/graphql/generated";
import { whenAvailable } from "@/graphql/when-available.ts";
import { DEFAULT_TIME_ZONE } from "@/i18n/dates.ts";

const ORGANIZATION = graphql(`
  query PortalOrganization {
    organization {
      name
      timeZone
      retentionMonths
    }
  }
`);

/** Whose portal this is; undefined while the api is away. Asked once a request. */
export const findOrganization = cache(async () => (await whenAvailable(fetchApi(ORGANIZATION)))?.organization);

/** The organization's time zone; Vietnam's while the api is away. */
export async function findTimeZone(): Promise<string> {
  return (await findOrganization())?.timeZone ?? DEFAULT_TIME_ZONE;
}
