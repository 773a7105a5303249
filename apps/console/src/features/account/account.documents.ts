import { graphql } from "@/graphql/generated";

export const ACCOUNT = graphql(`
  query Account {
    viewer {
      id
      name
      email
      isLimited
      factorsResetAt
      factors { hasPassword hasTotp recoveryCodeCount }
      passkeys { id name createdAt lastUsedAt }
    }
    staffSessions { id browser system startedAt lastUsedAt isCurrent }
    signInWays { passkeyOrigin }
  }
`);
export const OFFER_PASSKEY = graphql(`mutation OfferPasskey { offerPasskey }`);
export const ADD_PASSKEY = graphql(`mutation AddPasskey($input: AddPasskeyInput!) { addPasskey(input: $input) { viewer { id } } }`);
export const REMOVE_PASSKEY = graphql(`mutation RemovePasskey($id: ID!) { removePasskey(id: $id) { id } }`);
export const BEGIN_TOTP = graphql(`mutation BeginTotp { beginTotp { secret uri } }`);
export const CONFIRM_TOTP = graphql(`mutation ConfirmTotp($code: String!) { confirmTotp(code: $code) { recoveryCodes } }`);
export const REMOVE_TOTP = graphql(`mutation RemoveTotp { removeTotp { id } }`);
export const DRAW_CODES = graphql(`mutation DrawRecoveryCodes { drawRecoveryCodes }`);
export const CHANGE_PASSWORD = graphql(`mutation ChangePassword($password: String!) { changePassword(password: $password) { id } }`);
export const END_SESSION = graphql(`mutation EndSession($id: ID!) { endSession(id: $id) }`);
export const END_OTHERS = graphql(`mutation EndOtherSessions { endOtherSessions }`);
