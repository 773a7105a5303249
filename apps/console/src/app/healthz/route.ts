/** The process answers; the api is not asked. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
