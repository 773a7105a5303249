/** What even-requests.ts asks for nothing but its size, which even-out.mjs gives it. The body is read, so that the whole of it is taken. */
export async function answerCover(request: Request): Promise<Response> {
  for await (const _part of request.body ?? []);
  return new Response("<!doctype html>", { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}
