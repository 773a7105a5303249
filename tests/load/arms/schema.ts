/** What the peers serve: the part of our schema that the scenarios ask for, with the same names. */
export const SDL = `
  enum OpinionStatus { RECEIVED TRIAGED }
  enum Urgency { ROUTINE URGENT }
  type Unit { id: ID! name: String! }
  type Channel { id: ID! name: String! }
  type Opinion { id: ID! text: String! status: OpinionStatus! urgency: Urgency! receivedAt: String! unit: Unit! channel: Channel! }
  type Item { cursor: String! kind: String! opinion: Opinion! }
  type Edge { cursor: String! node: Opinion! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Page { edges: [Edge!]! pageInfo: PageInfo! }
  type Payload { receipt: String! }
  type BatchPayload { count: Int! }
  input SubmitOpinionInput { text: String! }
  input BatchItem { text: String! }
  input SubmitOpinionsInput { channel: String! opinions: [BatchItem!]! }
  input OpinionFilter { status: [OpinionStatus!] }
  type Query { opinions(filter: OpinionFilter, first: Int!, after: String): Page! }
  type Mutation { submitOpinion(input: SubmitOpinionInput!): Payload! submitOpinions(input: SubmitOpinionsInput!): BatchPayload! }
  type Subscription { opinionFeed: Item! }`;

/** Tables as a first project makes them, with what the lists of all peers need. Safe to run again. */
export const TABLES = `
  CREATE TABLE IF NOT EXISTS unit (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL);
  CREATE TABLE IF NOT EXISTS channel (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL);
  CREATE TABLE IF NOT EXISTS opinion (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), text text NOT NULL, status text NOT NULL DEFAULT 'RECEIVED',
    urgency text NOT NULL DEFAULT 'ROUTINE', "receivedAt" timestamptz NOT NULL DEFAULT now(),
    "unitId" uuid NOT NULL REFERENCES unit, "channelId" uuid NOT NULL REFERENCES channel);
  CREATE INDEX IF NOT EXISTS opinion_newest ON opinion ("receivedAt" DESC, id DESC);
  INSERT INTO unit (name) SELECT 'Công đoàn' WHERE NOT EXISTS (SELECT FROM unit);
  INSERT INTO channel (name) SELECT 'Trang' WHERE NOT EXISTS (SELECT FROM channel);`;

export interface OpinionRow {
  readonly id: string;
  readonly text: string;
  readonly status: string;
  readonly urgency: string;
  readonly receivedAt: Date;
}
