import type { Identity } from "@langnghe/domain/access";
import * as oidc from "openid-client";

export interface ProviderSettings {
  /** As the provider names itself; its endpoints are discovered there. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call it. */
  readonly name: string;
  /** Where the provider sends people back to; registered there. */
  readonly redirectUri: string;
}

/** What has to be remembered until somebody is back. */
export interface Departure {
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const SCOPE = "openid email profile groups";
/** Asked for so that the provider says when the person showed it who they are. */
const LONGEST_AGO_S = 7 * 24 * 60 * 60;
const TIMEOUT_S = 10;

/** The organization's identity provider: authorization code with PKCE, state and nonce; everything it says is verified by the library. */
export class Provider {
  readonly #settings: ProviderSettings;
  #configuration: Promise<oidc.Configuration> | undefined;

  constructor(settings: ProviderSettings) {
    this.#settings = settings;
  }

  /** `again`: the provider must ask the person, though it knows them still. */
  async depart({ again }: { again: boolean }): Promise<Departure> {
    const configuration = await this.#discover();
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#settings.redirectUri,
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      max_age: String(LONGEST_AGO_S),
      ...(again && { prompt: "login" }),
    });
    return { url, state, nonce, verifier };
  }

  /** Who is back. `query` is what came with them. Throws when anything of it does not hold. */
  async arrive(query: string, { state, nonce, verifier }: Omit<Departure, "url">): Promise<Identity> {
    const configuration = await this.#discover();
    const tokens = await oidc.authorizationCodeGrant(configuration, new URL(`${this.#settings.redirectUri}?${query}`), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error("The identity provider sent no ID token");
    const more = configuration.serverMetadata().userinfo_endpoint ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
    return toIdentity({ ...more, ...claims });
  }

  /** Found anew after a failure: the provider may have been away when we looked. */
  async #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const server = new URL(issuer);
    // Plain HTTP is for a provider on this machine alone; the launcher refuses it for any other.
    const execute = server.protocol === "http:" ? [oidc.allowInsecureRequests] : [];
    this.#configuration ??= oidc.discovery(server, clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_S });
    try {
      return await this.#configuration;
    } catch (error) {
      this.#configuration = undefined;
      throw error;
    }
  }
}

function toIdentity(claims: Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string }): Identity {
  const { iss, sub, email, email_verified, groups, auth_time } = claims;
  return {
    issuer: iss,
    subject: sub,
    email: typeof email === "string" ? email : undefined,
    isEmailVerified: email_verified === true,
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === "string") : [],
    authenticatedAt: typeof auth_time === "number" ? new Date(auth_time * 1000) : undefined,
  };
}
