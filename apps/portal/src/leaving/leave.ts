import { BLANK_PAGE, exitUrl } from "./exit-url.ts";

const FORGET = '"cache", "cookies", "storage"';

/**
 * The way out: the browser forgets what it kept of this site and is led on. No redirect leads to an empty page, so there the browser is
 * asked to go on by itself.
 */
export function leave(): Response {
  const url = exitUrl();
  const headers = { "clear-site-data": FORGET, "cache-control": "no-store" };
  if (url !== BLANK_PAGE) return new Response(null, { status: 303, headers: { ...headers, location: url } });
  return new Response("<!doctype html><title>&#8203;</title>", {
    headers: { ...headers, "content-type": "text/html; charset=utf-8", refresh: `0;url=${BLANK_PAGE}` },
  });
}
