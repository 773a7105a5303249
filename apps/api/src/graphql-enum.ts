import { registerEnumType } from "type-graphql";

/** Publishes a list of the domain's words as a GraphQL enum whose values are the words themselves. */
export function publishEnum<Word extends string>(name: string, words: readonly Word[], description: string): Readonly<Record<Word, Word>> {
  const byWord = Object.fromEntries(words.map((word) => [word, word])) as Record<Word, Word>;
  registerEnumType(byWord, { name, description });
  return byWord;
}
