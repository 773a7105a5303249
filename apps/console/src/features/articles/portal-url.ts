import { headers } from "next/headers";

/** The portal stands on the console's host at its own port; null where that port is not known. */
export async function findPortalUrl(): Promise<string | null> {
  const port = process.env.PORTAL_PORT;
  if (!port) return null;
  const asked = await headers();
  const host = (asked.get("host") ?? "127.0.0.1").replace(/:\d+$/, "");
  const protocol = asked.get("x-forwarded-proto") === "https" ? "https" : "http";
  return `${protocol}://${host}:${port}`;
}
