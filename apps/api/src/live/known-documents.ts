import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from "graphql";
import { sizeRule } from "../guard/check-operation.ts";
import { LARGEST } from "../guard/limits.ts";

const RULES = [...specifiedRules, sizeRule];
/** More than the console and outside systems have; a text that is not known is read as any other. */
const MOST_KNOWN = 64;
const LONGEST_KNOWN = 4_096;

/**
 * Reads documents by the rules of the language. Those that are valid are remembered, the latest used longest: when a line
 * is cut, thousands come back with the same few.
 */
export class KnownDocuments {
  readonly #schema: GraphQLSchema;
  readonly #known = new Map<string, DocumentNode>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** The document, or what is wrong with it. @throws GraphQLError with the code that HTTP gives too, for what cannot be read at all */
  read(text: string): DocumentNode | readonly GraphQLError[] {
    const known = this.#known.get(text);
    if (known) {
      this.#known.delete(text);
      this.#known.set(text, known);
      return known;
    }
    const document = parseDocument(text);
    const faults = validate(this.#schema, document, RULES);
    if (faults.length > 0) return faults;
    if (text.length <= LONGEST_KNOWN) this.#remember(text, document);
    return document;
  }

  #remember(text: string, document: DocumentNode): void {
    this.#known.set(text, document);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: LARGEST.tokens });
  } catch (error) {
    const { message, source, positions } = error as GraphQLError;
    throw new GraphQLError(message, { source, positions, extensions: { code: "GRAPHQL_PARSE_FAILED" } });
  }
}
