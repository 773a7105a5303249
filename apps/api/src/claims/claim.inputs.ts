import type { PresenceMode, Subject, SubjectKind } from "@langnghe/domain/claims";
import { Field, ID, InputType, Int } from "type-graphql";
import { OpinionFilterInput } from "../opinions/opinion.inputs.ts";
import { PresenceModeEnum, SubjectKindEnum } from "./claim.type.ts";

@InputType({ description: "An opinion to work on." })
export class ClaimOpinionInput {
  @Field(() => ID, { description: "Which opinion." })
  opinionId!: string;
}

@InputType({ description: "An article to edit." })
export class ClaimArticleInput {
  @Field(() => ID, { description: "Which article." })
  articleId!: string;
}

@InputType({ description: "How many opinions to reserve, and which." })
export class ClaimNextOpinionsInput {
  @Field(() => OpinionFilterInput, { nullable: true, description: "Those not looked at yet when it names no status." })
  filter?: OpinionFilterInput | null;

  @Field(() => Int, { defaultValue: 25, description: "1 to 25." })
  count!: number;
}

@InputType({ description: "Subjects of one kind that the caller holds." })
export class RenewClaimsInput {
  @Field(() => SubjectKindEnum, { description: "What they are." })
  kind!: SubjectKind;

  @Field(() => [ID], { description: "Up to 100." })
  ids!: string[];
}

@InputType({ description: "Subjects of one kind that the caller gives back." })
export class ReleaseClaimsInput extends RenewClaimsInput {}

@InputType("SubjectInput", { description: "An opinion or an article." })
export class SubjectInput implements Subject {
  @Field(() => SubjectKindEnum, { description: "What it is." })
  kind!: SubjectKind;

  @Field(() => ID, { description: "Which one." })
  id!: string;
}

@InputType({ description: "Where the caller is, said again every 15 seconds." })
export class KeepPresenceInput {
  @Field(() => SubjectInput, { description: "What the caller is at." })
  subject!: SubjectInput;

  @Field(() => PresenceModeEnum, { description: "What the caller does there." })
  mode!: PresenceMode;
}

@InputType({ description: "What the caller leaves." })
export class LeavePresenceInput {
  @Field(() => SubjectInput, { description: "What the caller was at." })
  subject!: SubjectInput;
}
