import { graphql } from "@/graphql/generated";

export const SIGN_IN_WAYS = graphql(`query SignInWays { signInWays { passkeyOrigin identityProvider } }`);
export const ASK_FOR_PASSKEY = graphql(`mutation AskForPasskey { askForPasskey }`);
export const SIGN_IN = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignInRefused { message }
      ... on SignInThrottled { message }
      ... on SecondFactorNeeded { message takesCode }
    }
  }
`);
export const SIGN_IN_WITH_PASSKEY = graphql(`
  mutation SignInWithPasskey($response: String!) {
    signInWithPasskey(response: $response) {
      __typename
      ... on SignInRefused { message }
      ... on SignInThrottled { message }
      ... on SecondFactorNeeded { message }
    }
  }
`);
