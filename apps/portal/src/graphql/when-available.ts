import { ApiUnavailable } from "./api-unavailable.ts";

/** The answer, or undefined when the api is away. Every other error goes on. */
export async function whenAvailable<Result>(answer: Promise<Result>): Promise<Result | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiUnavailable) return undefined;
    throw error;
  }
}
