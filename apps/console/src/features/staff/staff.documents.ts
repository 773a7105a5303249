import { graphql } from "@/graphql/generated";

export const STAFF = graphql(`query Staff { staffAccounts { id name email isDisabled grants { id role unit { name } } } }`);
export const INVITE = graphql(`
  mutation InviteStaff($input: InviteStaffInput!) {
    inviteStaff(input: $input) {
      __typename
      ... on StaffInvited { token account { name } }
      ... on StaffAccountRefused { message }
    }
  }
`);
export const RESET = graphql(`mutation ResetFactors($id: ID!) { resetFactors(staffId: $id) { token account { name } } }`);
export const HAND_OVER = graphql(`mutation HandOverStaff($input: HandOverInput!) { handOverStaff(input: $input) { grantCount keyCount workCount } }`);
export const DISABLE = graphql(`mutation DisableStaffAccount($id: ID!) { disableStaffAccount(staffId: $id) { id } }`);
