/** One thing that the database or the contract names, as far as a shape needs to know it. */
export type Thing =
  | { readonly kind: "column"; readonly table: string; readonly name: string; readonly type: string }
  | { readonly kind: "reference"; readonly table: string; readonly to: string }
  | { readonly kind: "index"; readonly table: string; readonly name: string; readonly definition: string }
  | { readonly kind: "field"; readonly owner: string; readonly name: string; readonly type: string }
  | { readonly kind: "argument"; readonly owner: string; readonly name: string; readonly type: string };

export interface Shape {
  /** What must not be, in a sentence. */
  readonly sentence: string;
  readonly is: (thing: Thing) => boolean;
  /** A thing of this shape: the rule is tried on it each time, so that a rule that finds nothing any more is found. */
  readonly example: Thing;
}

/** Tables and types of what people said. */
const SAID = /opinion|receipt|message|contact|conversation|reply/i;
/** Tables of people who can be named. */
const PEOPLE = /^"?(staff_account|staff_session|api_client|grant|person|people|member|users?|account|profile|subscriber|customer)"?$/;
const SENDER = /(?<![a-z])(author|sender|submitter|reporter|speaker|writer|said_by|sent_by|from_person|by_person|citizen|employee)/i;
const TRACE =
  /(?<![a-z])(ip|inet|addr|address|user_?agent|agent|device|browser|fingerprint|phone|mobile|msisdn|e?mail|username|handle|nick(name)?|cookie|referr?er|host|geo|latitude|longitude|visitor|tracking)(?![a-z])/i;
const REGISTER =
  /(^|_)(profile|follower|followed|subscriber|people|person|citizen|employee|member_account|social_account|handle|watch_?list|blacklist|dossier)s?(_|$)/i;
const SANCTION =
  /(?<![a-z])(sanctions?|penalty|punish(ment)?s?|blacklist|banned|ban|strikes?|warnings?|troll|credibility|reputation|trust_score|risk_score|loyalty|attitude|reliability)(?![a-z])/;
const COUNT = /(?<![a-z])(counts?|total|sum|number|frequency|share|rate|rating|score)(?![a-z])/;

const words = (name: string) => name.replace(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase();
/** An index is judged by what it finds, not by what it is called. */
const nameOf = (thing: Thing) => ("name" in thing && thing.kind !== "index" ? words(thing.name) : "");
const ownerOf = (thing: Thing) => words("table" in thing ? thing.table : thing.owner);

export const FORBIDDEN: readonly Shape[] = [
  {
    sentence: "What was said points at a person",
    is: (thing) => thing.kind === "reference" && SAID.test(thing.table) && PEOPLE.test(thing.to),
    example: { kind: "reference", table: "opinion", to: "staff_account" },
  },
  {
    sentence: "A person points at what they said",
    is: (thing) => thing.kind === "reference" && PEOPLE.test(thing.table) && SAID.test(thing.to),
    example: { kind: "reference", table: "staff_account", to: "opinion" },
  },
  {
    sentence: "Something has a sender, an author or a speaker",
    is: (thing) => SENDER.test(nameOf(thing)),
    example: { kind: "column", table: "opinion", name: "sender_id", type: "uuid" },
  },
  {
    sentence: "Something keeps a trace of a person: an address, a device, a number, an account",
    is: (thing) => TRACE.test(nameOf(thing)) || (thing.kind === "column" && /^(inet|cidr|macaddr8?)$/.test(thing.type)),
    example: { kind: "field", owner: "Opinion", name: "userAgent", type: "String" },
  },
  {
    sentence: "An index finds what was said by who said it",
    is: (thing) => thing.kind === "index" && SAID.test(thing.table) && (SENDER.test(thing.definition) || TRACE.test(thing.definition)),
    example: { kind: "index", table: "opinion", name: "opinion_by", definition: "btree (sender_hash)" },
  },
  {
    sentence: "What was said is filtered, sorted or grouped by a person",
    is: (thing) =>
      thing.kind === "argument" &&
      /opinion|filter|order|sort|group/i.test(thing.owner) &&
      /(^|_)(by|person|member|staff|receipt|origin|external)(_|$)/.test(nameOf(thing)),
    example: { kind: "argument", owner: "OpinionFilter", name: "receipt", type: "String" },
  },
  {
    sentence: "Something is counted or scored for each person",
    is: (thing) => /staff|member|person|people|account|sender/.test(ownerOf(thing)) && COUNT.test(nameOf(thing)),
    example: { kind: "field", owner: "StaffMember", name: "opinionCount", type: "Int" },
  },
  {
    sentence: "Something is a register of people or of their accounts",
    is: (thing) => REGISTER.test(ownerOf(thing)),
    example: { kind: "column", table: "social_account", name: "id", type: "uuid" },
  },
  {
    sentence: "Somebody is rated, labelled, warned or punished",
    is: (thing) => SANCTION.test(nameOf(thing)) || SANCTION.test(ownerOf(thing)),
    example: { kind: "column", table: "sanction", name: "id", type: "uuid" },
  },
];

/** As `opinion.sender_id` or `OpinionFilter.receipt`. */
export function labelOf(thing: Thing): string {
  if (thing.kind === "reference") return `${thing.table} -> ${thing.to}`;
  return `${"table" in thing ? thing.table : thing.owner}.${thing.name}`;
}
