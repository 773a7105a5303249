import { graphql } from "@/graphql/generated";
import type { ApiClientChoicesQuery, ApiClientInHandFragment, ApiClientRowFragment } from "@/graphql/generated/graphql";

/** @public Documents name it in their text. */
export const CLIENT_ROW = graphql(`
  fragment ApiClientRow on ApiClient {
    id
    name
    purpose
    scopes
    revokedAt
    endsAt
    isEndingSoon
    isAwaitingConfirmation
    viewerCanConfirm
    keys {
      id
      lastUsedAt
      exposedAt
      expiresAt
      revokedAt
    }
  }
`);

/** @public Documents name it in their text. */
export const CLIENT_IN_HAND = graphql(`
  fragment ApiClientInHand on ApiClient {
    ...ApiClientRow
    contact
    allowedNetworks
    expiresAt
    confirmedAt
    isKeyRequested
    confirmedBy {
      id
      name
    }
    requestedBy {
      id
      name
    }
    units {
      id
      name
    }
    keys {
      id
      beginning
      createdAt
      expiresAt
      revokedAt
      lastUsedAt
      exposedAt
    }
    usage(days: 30) {
      day
      calls
      cost
      refusals {
        code
        count
      }
    }
    viewerCanManage
  }
`);

export const CLIENTS = graphql(`
  query ApiClients {
    apiClients {
      ...ApiClientRow
    }
  }
`);

export const CLIENTS_TO_CONFIRM = graphql(`
  query ApiClientsToConfirm {
    apiClientsToConfirm {
      ...ApiClientRow
    }
  }
`);

export const CLIENT = graphql(`
  query ApiClient($id: ID!) {
    apiClient(id: $id) {
      ...ApiClientInHand
    }
  }
`);

export const CHOICES = graphql(`
  query ApiClientChoices {
    units {
      id
      name
      depth
      parentId
    }
    viewer {
      id
      grants {
        id
        unit {
          id
        }
      }
    }
  }
`);

export const CREATE = graphql(`
  mutation CreateApiClient($input: CreateApiClientInput!) {
    createApiClient(input: $input) {
      key
      client {
        id
        name
      }
    }
  }
`);

export const CHANGE = graphql(`
  mutation ChangeApiClient($input: ChangeApiClientInput!) {
    changeApiClient(input: $input) {
      __typename
      ... on ApiClientRefused {
        message
      }
    }
  }
`);

export const ROTATE = graphql(`
  mutation RotateApiKey($input: RotateApiKeyInput!) {
    rotateApiKey(input: $input) {
      __typename
      ... on ApiKeyOutcome {
        key
      }
      ... on ApiClientRefused {
        message
      }
    }
  }
`);

export const CONFIRM = graphql(`
  mutation ConfirmApiClient($input: ConfirmApiClientInput!) {
    confirmApiClient(input: $input) {
      __typename
      ... on ApiKeyOutcome {
        key
      }
      ... on ApiClientRefused {
        message
      }
    }
  }
`);

export const REVOKE_KEY = graphql(`
  mutation RevokeApiKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) {
      id
    }
  }
`);

export const REVOKE = graphql(`
  mutation RevokeApiClient($clientId: ID!) {
    revokeApiClient(clientId: $clientId) {
      id
    }
  }
`);

export type ClientRow = ApiClientRowFragment;
export type ClientInHand = ApiClientInHandFragment;
export type ClientKey = ClientInHand["keys"][number];
export type ClientUnit = ApiClientChoicesQuery["units"][number];
