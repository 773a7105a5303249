import type { Server } from "node:http";
import { Provider } from "oidc-provider";
import { afterAll } from "vitest";
import { nextFreePort } from "../../scripts/ground/ports.mjs";

export interface ProviderPerson {
  readonly email: string;
  readonly isVerified: boolean;
  readonly groups: readonly string[];
}

export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** By their id at the provider; changed as a test goes on. */
  readonly people: Map<string, ProviderPerson>;
}

/** A real identity provider on a port of its own, with its own pages for signing in. */
export async function anIdentityProvider(redirectUri: string): Promise<TestProvider> {
  const port = await nextFreePort({ from: 5_100, host: "127.0.0.1" });
  const issuer = `http://127.0.0.1:${port}`;
  const [clientId, clientSecret] = ["lang-nghe", "bí mật của phép thử".normalize("NFD").replaceAll(/[^a-z]/g, "")];
  const people = new Map<string, ProviderPerson>();
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"], auth_time: null },
    cookies: { keys: ["test"] },
    findAccount: async (_context, accountId) => {
      const { email, isVerified, groups } = people.get(accountId) ?? { email: "", isVerified: false, groups: [] };
      return { accountId, claims: async () => ({ sub: accountId, email, email_verified: isVerified, groups: [...groups] }) };
    },
  });
  const server = await new Promise<Server>((resolve) => {
    const listening: Server = provider.listen(port, "127.0.0.1", () => resolve(listening));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  return { issuer, clientId, clientSecret, people };
}
