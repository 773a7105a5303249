import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalNetwork, isWithin } from "./networks.ts";

describe("a network", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7/32"],
    [" 203.0.113.7/24 ", "203.0.113.0/24"],
    ["2001:DB8:0:0::1/32", "2001:db8::/32"],
    ["::1", "::1/128"],
    ["::ffff:203.0.113.7", "203.0.113.7/32"],
  ])("%s is kept as %s", (typed, kept) => {
    expect(canonicalNetwork(typed)).toBe(kept);
  });

  test.each([
    "",
    "anywhere",
    "203.0.113.0/33",
    "2001:db8::/129",
    "203.0.113.0/",
    "203.0.113.0/24/8",
    "203.0.113.0/-1",
    "010.1.1.1",
    "10.1",
    "3405803776",
    "fe80::1%eth0",
  ])("%j is none", (typed) => {
    expect(canonicalNetwork(typed)).toBeUndefined();
  });
});

describe("an address", () => {
  test("lies in a network of IPv4 exactly when their first bits are the same", () => {
    const word = fc.nat({ max: 0xffffffff });
    const dotted = (bits: number) => [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join(".");
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 32 }), fc.boolean(), (base, random, length, isNear) => {
        const mask = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
        const address = isNear ? ((base & mask) | (random & ~mask)) >>> 0 : random;
        const network = canonicalNetwork(`${dotted(base)}/${length}`) ?? "";
        const isSame = (base & mask) >>> 0 === (address & mask) >>> 0;
        expect(isWithin(dotted(address), [network])).toBe(isSame);
        expect(isWithin(`::ffff:${dotted(address)}`, [network])).toBe(isSame);
      }),
    );
  });

  test("of IPv6 lies in the networks of IPv6 alone", () => {
    expect(isWithin("2001:db8::7", ["2001:db8::/32"])).toBe(true);
    expect(isWithin("2001:db9::7", ["2001:db8::/32"])).toBe(false);
    expect(isWithin("2001:db8::7", ["0.0.0.0/0"])).toBe(false);
  });

  test("that is none lies nowhere, unless every address will do", () => {
    for (const text of ["", "unknown", "203.0.113.7:443"]) {
      expect(isWithin(text, ["203.0.113.0/24", "0.0.0.0/0"])).toBe(false);
      expect(isWithin(text, [])).toBe(true);
    }
  });
});
