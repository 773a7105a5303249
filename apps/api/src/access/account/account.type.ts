import type { StaffSession } from "@langnghe/domain/access";
import { BROWSERS, type Factors, type Passkey, SYSTEMS } from "@langnghe/domain/access";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { publishEnum } from "../../graphql-enum.ts";
import { DateTime } from "../../scalars.ts";
import { ViewerType } from "../access.type.ts";

const BrowserEnum = publishEnum("BrowserFamily", BROWSERS, "A family of browsers; nothing closer is kept.");
const SystemEnum = publishEnum("SystemFamily", SYSTEMS, "A family of operating systems; nothing closer is kept.");

@ObjectType("Passkey", { description: "A key that one of the viewer's devices keeps." })
export class PasskeyType implements Pick<Passkey, "id" | "name" | "createdAt" | "lastUsedAt"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => String, { description: "What the viewer calls it." })
  name!: string;

  @Field(() => DateTime, { description: "When it was added." })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "When it was last used; null when never." })
  lastUsedAt!: Date | null;
}

@ObjectType("Factors", { description: "What the viewer can sign in with." })
export class FactorsType implements Omit<Factors, "passkeyCount" | "identityCount"> {
  @Field(() => Boolean, { description: "Whether there is a password." })
  hasPassword!: boolean;

  @Field(() => Boolean, { description: "Whether an authenticator app is set up." })
  hasTotp!: boolean;

  @Field(() => Int, { description: "How many recovery codes have not been used." })
  recoveryCodeCount!: number;
}

@ObjectType("StaffSession", { description: "An open session of the viewer. Neither an address nor a place is known of it." })
export class StaffSessionType implements Pick<StaffSession, "id" | "browser" | "system" | "startedAt"> {
  @Field(() => ID, { description: "Random; carries nothing." })
  id!: string;

  @Field(() => BrowserEnum, { description: "The family of the browser." })
  browser!: StaffSession["browser"];

  @Field(() => SystemEnum, { description: "The family of its operating system." })
  system!: StaffSession["system"];

  @Field(() => DateTime, { description: "When the viewer signed in." })
  startedAt!: Date;
}

@ObjectType("TotpOffer", { description: "For the authenticator app; counts once a code of it has come back." })
export class TotpOfferType {
  @Field(() => String, { description: "To type by hand, base32." })
  secret!: string;

  @Field(() => String, { description: "For a QR code: an otpauth address." })
  uri!: string;
}

@ObjectType("TotpConfirmed", { description: "The app is set up, and these codes help on the day it is gone." })
export class TotpConfirmedType {
  @Field(() => ViewerType, { description: "Whose it is." })
  viewer!: ViewerType;

  @Field(() => [String], { description: "Ten codes, each good for once. They cannot be shown again." })
  recoveryCodes!: string[];
}
