import { graphql } from "@/graphql/generated";

export const RENEW_CLAIMS = graphql(`
  mutation RenewClaims($input: RenewClaimsInput!) {
    renewClaims(input: $input) { subjectId fencingNumber }
  }
`);

export const RELEASE_CLAIMS = graphql(`
  mutation ReleaseClaims($input: ReleaseClaimsInput!) {
    releaseClaims(input: $input)
  }
`);

export const KEEP_PRESENCE = graphql(`
  mutation KeepPresence($input: KeepPresenceInput!) {
    keepPresence(input: $input)
  }
`);

export const LEAVE_PRESENCE = graphql(`
  mutation LeavePresence($input: LeavePresenceInput!) {
    leavePresence(input: $input)
  }
`);

export const PRESENCE = graphql(`
  subscription Presence($subjects: [SubjectInput!]!) {
    presence(subjects: $subjects) {
      subjectId
      people {
        mode
        member { id name }
      }
    }
  }
`);
