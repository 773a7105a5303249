import type { RelyingParty } from "../factors/check-passkey.ts";
import type { Role } from "../role.ts";

/** A group of the identity provider, and what its members may do here. */
export interface GroupRule {
  readonly group: string;
  readonly role: Role;
  readonly unitCode: string;
}

export interface SignInSettings {
  readonly relyingParty: RelyingParty;
  /** What a session without a second factor may do: all, with a reminder, or nothing but set one up. */
  readonly secondFactor: "ASK" | "REQUIRE";
  readonly groupRules: readonly GroupRule[];
}

/** As a product on one machine runs. */
export const LOCAL_SIGN_IN: SignInSettings = {
  relyingParty: { id: "localhost", origins: ["http://localhost:3000"] },
  secondFactor: "ASK",
  groupRules: [],
};
