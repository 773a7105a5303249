type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

/**
 * Turns the listed errors of a use case into values, since they are members of the mutation's result union:
 * a person can act on them. Every other error goes on its way.
 */
export async function asOutcome<Value, Classes extends readonly ErrorClass<Error>[]>(
  work: Promise<Value>,
  ...outcomes: Classes
): Promise<Value | InstanceType<Classes[number]>> {
  try {
    return await work;
  } catch (error) {
    if (outcomes.some((outcome) => error instanceof outcome)) return error as InstanceType<Classes[number]>;
    throw error;
  }
}

interface ErrorMember {
  readonly error: Error;
}

/**
 * An error as the member of a result union that is resolved from it: its facts, and itself under `error`.
 * (Handed on as it is, graphql would throw it.)
 */
export function asMember(error: Error): never {
  return { ...error, error } satisfies ErrorMember as never;
}

/** The error behind a member of a result union; undefined behind a success. For `resolveType`. */
export function errorBehind(member: object): Error | undefined {
  return (member as Partial<ErrorMember>).error;
}
