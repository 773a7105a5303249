import type { FormattedExecutionResult } from "graphql";

/** The code of an answer that failed as a whole; undefined when at least a part of it was given. */
export function failureCodeOf({ data, errors }: Pick<FormattedExecutionResult, "data" | "errors">): string | undefined {
  const hasData = data && Object.values(data).some((value) => value !== null);
  return hasData || !errors?.[0] ? undefined : String(errors[0].extensions?.code);
}
