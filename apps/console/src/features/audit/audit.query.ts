import { graphql } from "@/graphql/generated";
import type { AuditPageQuery } from "@/graphql/generated/graphql";

export const AUDIT_PAGE_SIZE = 50;

export const AUDIT_PAGE = graphql(`
  query AuditPage($filter: AuditFilter, $first: Int!, $after: String) {
    auditEntries(filter: $filter, first: $first, after: $after) {
      edges {
        node {
          id
          at
          act
          actorKind
          actorId
          actorNames
          subjectIds
          reason
          unit {
            id
            name
          }
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
    auditChain {
      sealedBefore
      unsealedEntries
      isIntact
      anchor {
        day
        hash
        entries
      }
    }
    units {
      id
      name
    }
  }
`);

export type AuditRow = AuditPageQuery["auditEntries"]["edges"][number]["node"];
export type AuditChain = AuditPageQuery["auditChain"];
export type AuditUnit = AuditPageQuery["units"][number];
