import { cache } from "react";
import { askApi } from "@/graphql/ask-api.ts";
import { graphql } from "@/graphql/generated";
import type { ViewerQuery } from "@/graphql/generated/graphql";

const VIEWER = graphql(`
  query Viewer {
    viewer {
      id
      name
      email
      locale
      permissions
      isLimited
      factorsResetAt
      factors {
        hasTotp
        hasPassword
      }
      passkeys {
        id
      }
    }
  }
`);

export type Viewer = NonNullable<ViewerQuery["viewer"]>;

export class ApiAway extends Error {}

/** Who asks for this page; null without a session. Asked once a request. @throws ApiAway */
export const findViewer = cache(async (): Promise<Viewer | null> => {
  const answer = await askApi(VIEWER, {});
  if (answer.kind === "away" || answer.kind === "refused") throw new ApiAway("the api does not answer");
  return answer.kind === "answered" ? (answer.data.viewer ?? null) : null;
});
