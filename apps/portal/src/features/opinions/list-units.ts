import { fetchApi } from "@/graphql/fetch-api.ts";
import { graphql } from "@/graphql/generated";
import { whenAvailable } from "@/graphql/when-available.ts";

const UNITS = graphql(`
  query SubmitUnits {
    units {
      id
      name
      depth
    }
  }
`);

/** The units a sender may choose from, as a tree in reading order; undefined while the api is away. */
export async function listUnits() {
  return (await whenAvailable(fetchApi(UNITS)))?.units;
}
