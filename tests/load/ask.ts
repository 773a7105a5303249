import type { Arm } from "./arms/start-arm.ts";

/** Milliseconds until the whole answer is there. @throws when it tells an error. */
export async function ask({ url, headers }: Pick<Arm, "url" | "headers">, query: string, variables: Record<string, unknown> = {}): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors) throw new Error(`${url}: ${JSON.stringify(errors)}`);
  return performance.now() - startedAt;
}
