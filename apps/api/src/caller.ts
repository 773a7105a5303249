import type { AccessService } from "@langnghe/domain/access";
import { type Actor, ANONYMOUS, type Locale } from "@langnghe/domain/foundation";

/** How somebody shows who they are: a key of an outside system, or the session of a member of staff. */
export type Credentials =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "session"; readonly token: string }
  | { readonly kind: "none" };

const FRESH_MS = 2_000;

/** Somebody who calls. On a socket the same caller stays for hours, so their rights are read again as time passes. */
export class Caller {
  #actor: Actor;
  #readAt: number;

  private constructor(
    private readonly access: AccessService,
    private readonly credentials: Credentials,
    /** The language in which a caller without an account reads. */
    private readonly publicLocale: Locale,
    actor: Actor,
  ) {
    this.#actor = actor;
    this.#readAt = performance.now();
  }

  /** @throws Unauthenticated when a key or a session was shown and does not hold. */
  static async authenticate(access: AccessService, credentials: Credentials, publicLocale: Locale): Promise<Caller> {
    return new Caller(access, credentials, publicLocale, await authenticate(access, credentials));
  }

  get actor(): Actor {
    return this.#actor;
  }

  get locale(): Locale {
    return this.#actor.kind === "staff" ? this.#actor.locale : this.publicLocale;
  }

  /** The actor with the rights of the last two seconds. @throws Unauthenticated when session or key have ended since. */
  async refreshed(): Promise<Actor> {
    if (performance.now() - this.#readAt > FRESH_MS) {
      this.#readAt = performance.now();
      this.#actor = await authenticate(this.access, this.credentials);
    }
    return this.#actor;
  }
}

async function authenticate(access: AccessService, credentials: Credentials): Promise<Actor> {
  if (credentials.kind === "key") return access.authenticateClient(credentials.key);
  if (credentials.kind === "session") return access.authenticateSession(credentials.token);
  return ANONYMOUS;
}
