import { GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTime } from "graphql-scalars";

export const DateTime = GraphQLDateTime;

/** A cursor is handed back as it was given: its meaning is checked where it is used. */
export const EventCursor = new GraphQLScalarType<string, string>({
  name: "EventCursor",
  description: "A position in the event log: opaque, signed, bound to one database. Hand it back as `after` to go on from there.",
  serialize: String,
  parseValue: requireText,
  parseLiteral: (node) => requireText(node.kind === Kind.STRING ? node.value : undefined),
});

function requireText(value: unknown): string {
  if (typeof value !== "string" || value === "") throw new TypeError("An EventCursor is the text that came as `cursor` or `liveCursor`.");
  return value;
}
