/** The error of work that has to fail. @throws when it succeeds. */
export async function failureOf<E extends Error = Error>(work: Promise<unknown>): Promise<E> {
  try {
    await work;
  } catch (error) {
    return error as E;
  }
  throw new Error("This should have failed, and it did not");
}
