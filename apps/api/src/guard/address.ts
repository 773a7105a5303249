import type { IncomingHttpHeaders } from "node:http";
import ipaddr from "ipaddr.js";

/**
 * The address of whoever calls, in one spelling (IPv4 inside of IPv6 is IPv4). Each trusted proxy has put the address it was called from at the
 * end of `X-Forwarded-For`; what stands before that anybody may have written, so it is not looked at. Where the list is shorter than the proxies
 * are many, or holds something else than an address, it is the peer's own. Empty when the line is gone already. Compared in memory, never kept.
 */
export function clientAddress(
  request: { readonly socket: { readonly remoteAddress?: string | undefined }; readonly headers: IncomingHttpHeaders },
  trustedHops: number,
): string {
  const peer = canonical(request.socket.remoteAddress ?? "");
  if (trustedHops === 0) return peer;
  const forwarded = [request.headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  return canonical(forwarded.at(-trustedHops)?.trim() ?? "") || peer;
}

/** Empty for what is no address. IPv4 only as four decimal numbers: other spellings are read differently by different programs. */
function canonical(text: string): string {
  const address = text.replace(/%.*$/, "");
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(address) || (address.includes(":") && ipaddr.IPv6.isValid(address));
  return isAddress ? ipaddr.process(address).toString() : "";
}
