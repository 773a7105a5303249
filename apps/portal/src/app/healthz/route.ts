export const dynamic = "force-dynamic";

/** For the launcher: this process answers. Says nothing about the api. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
