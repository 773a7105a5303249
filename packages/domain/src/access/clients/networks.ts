import ipaddr from "ipaddr.js";

type Address = ReturnType<typeof ipaddr.process>;

/**
 * A network in one spelling: "10.1.2.3" is 10.1.2.3/32, "10.1.2.3/24" is 10.1.2.0/24, IPv6 is written short. Undefined for anything else, such
 * as IPv4 in the spellings that programs read differently ("010.1.1.1", "10.1").
 */
export function canonicalNetwork(text: string): string | undefined {
  const [address = "", prefix, ...more] = text.trim().split("/");
  const parsed = parseAddress(address);
  if (!parsed || more.length > 0) return undefined;
  const longest = parsed.kind() === "ipv4" ? 32 : 128;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return undefined;
  const length = prefix === undefined ? longest : Number(prefix);
  if (length > longest) return undefined;
  const family = parsed.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${family.networkAddressFromCIDR(`${parsed}/${length}`)}/${length}`;
}

/** Whether the address lies in one of the networks, or none is named. IPv4 inside of IPv6 counts as IPv4; what is no address lies nowhere. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  const parsed = parseAddress(address);
  return parsed !== undefined && networks.some((network) => holds(network, parsed));
}

function holds(network: string, address: Address): boolean {
  const [base, length] = ipaddr.parseCIDR(network);
  return base.kind() === address.kind() && address.match(base, length);
}

function parseAddress(text: string): Address | undefined {
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(":") && !text.includes("%") && ipaddr.IPv6.isValid(text));
  return isAddress ? ipaddr.process(text) : undefined;
}
