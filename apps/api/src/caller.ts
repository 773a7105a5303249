import type { Domain } from "@langnghe/domain";
import { Unauthenticated } from "@langnghe/domain/access";
import { type Actor, ANONYMOUS, type Locale } from "@langnghe/domain/foundation";

/** How somebody shows who they are: a key of an outside system, or the session of a member of staff. */
export type Credentials =
  /** Where it is shown from is compared with the key's networks, each time its rights are read, and written nowhere. */
  | { readonly kind: "key"; readonly key: string; readonly address: string }
  | { readonly kind: "session"; readonly token: string }
  | { readonly kind: "none" };

/** Who asks, as far as a resolver needs to know. */
export interface Asker {
  readonly actor: Actor;
  readonly locale: Locale;
  /** With the rights of the last two seconds, for what goes on for long. @throws Unauthenticated */
  refreshed(): Promise<Actor>;
}

/** The rights of this moment, whatever becomes of the caller's own. */
export function asOfNow({ actor, locale }: Asker): Asker {
  return { actor, locale, refreshed: () => Promise.resolve(actor) };
}

/** The same rights without the person: what is computed for many at once must not know any one of them. */
export function withoutIdentity({ actor, locale }: Asker): Asker {
  if (!("reach" in actor)) throw new Error("Nobody without rights of their own shares anything");
  const anybody = Object.create(NOBODY_IN_PARTICULAR, { kind: { value: actor.kind }, reach: { value: actor.reach }, locale: { value: locale } });
  return { actor: anybody as Actor, locale, refreshed: () => Promise.resolve(anybody as Actor) };
}

function refuse(): never {
  throw new Error("A shared operation asked who is watching: mark the field with @Extensions({ isPersonal: true })");
}

const NOBODY_IN_PARTICULAR = Object.defineProperties(
  {},
  { id: { get: refuse }, name: { get: refuse }, sessionId: { get: refuse }, keyId: { get: refuse } },
);

const FRESH_MS = 2_000;

/** What knows sessions and keys. */
export type Registers = Pick<Domain, "access" | "apiClients">;

/** Somebody who calls. On a socket the same caller stays for hours, so their rights are read again as time passes. */
export class Caller implements Asker {
  #actor: Actor;
  #readAt: number;
  #reading: Promise<Actor> | undefined;
  #ended: Unauthenticated | undefined;

  private constructor(
    private readonly registers: Registers,
    private readonly credentials: Credentials,
    /** The language in which a caller without an account reads. */
    private readonly publicLocale: Locale,
    actor: Actor,
  ) {
    this.#actor = actor;
    this.#readAt = performance.now();
  }

  /** @throws Unauthenticated when a key or a session was shown and does not hold. */
  static async authenticate(registers: Registers, credentials: Credentials, publicLocale: Locale): Promise<Caller> {
    return new Caller(registers, credentials, publicLocale, await authenticate(registers, credentials));
  }

  get actor(): Actor {
    return this.#actor;
  }

  get locale(): Locale {
    return this.#actor.kind === "staff" ? this.#actor.locale : this.publicLocale;
  }

  /** The actor with the rights of the last two seconds. @throws Unauthenticated when session or key have ended since. */
  async refreshed(): Promise<Actor> {
    if (this.#ended) throw this.#ended;
    if (performance.now() - this.#readAt <= FRESH_MS) return this.#actor;
    return this.reread();
  }

  /** The actor with the rights of this moment. @throws Unauthenticated */
  async reread(): Promise<Actor> {
    if (this.#ended) throw this.#ended;
    // Everything that waits on this caller at the moment shares one reading.
    this.#reading ??= this.#readAgain().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readAgain(): Promise<Actor> {
    try {
      this.#actor = await authenticate(this.registers, this.credentials);
      this.#readAt = performance.now();
      return this.#actor;
    } catch (error) {
      // What has ended stays ended: a new sign-in comes with a new caller.
      if (error instanceof Unauthenticated) this.#ended = error;
      throw error;
    }
  }
}

async function authenticate({ access, apiClients }: Registers, credentials: Credentials): Promise<Actor> {
  if (credentials.kind === "key") return apiClients.authenticate(credentials);
  if (credentials.kind === "session") return access.authenticateSession(credentials.token);
  return ANONYMOUS;
}
