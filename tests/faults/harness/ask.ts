/** Longer than anything may take: what takes longer counts as hanging. */
const PATIENCE_MS = 20_000;

export interface Answer {
  readonly status: number;
  readonly data: Record<string, any> | undefined;
  readonly code: string | undefined;
  readonly ms: number;
}

/** One call over HTTP. No answer at all, or a broken one, is an answer too: without data, and with a word of ours as its code. */
export async function ask(
  url: string,
  document: { readonly query: string; readonly variables?: Record<string, unknown> },
  { key, cookie }: { readonly key?: string; readonly cookie?: string } = {},
): Promise<Answer> {
  const startedAt = performance.now();
  const headers = { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }), ...(cookie && { cookie }) };
  try {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(document), signal: AbortSignal.timeout(PATIENCE_MS) });
    const { data, errors } = (await response.json()) as { data?: Record<string, any>; errors?: { extensions?: { code?: string } }[] };
    return { status: response.status, data, code: errors?.[0]?.extensions?.code, ms: performance.now() - startedAt };
  } catch (error) {
    return { status: 0, data: undefined, code: whyNoAnswer(error), ms: performance.now() - startedAt };
  }
}

function whyNoAnswer(error: unknown): "HANGING" | "NOT_SENT" | "NO_ANSWER" {
  if (!(error instanceof Error)) return "NO_ANSWER";
  if (error.name === "TimeoutError") return "HANGING";
  // Nobody listened, so nobody can have done anything.
  const cause = error.cause instanceof Error && "code" in error.cause ? error.cause.code : undefined;
  return cause === "ECONNREFUSED" ? "NOT_SENT" : "NO_ANSWER";
}
