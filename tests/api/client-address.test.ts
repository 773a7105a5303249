import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clientAddress } from "../../apps/api/src/guard/address.ts";

const asked = (remoteAddress: string | undefined, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
});

describe("the address of whoever calls", () => {
  test("is the peer's, whatever is forwarded, when no proxy is trusted", () => {
    expect(clientAddress(asked("::ffff:192.0.2.7", "203.0.113.1"), 0)).toBe("192.0.2.7");
    expect(clientAddress(asked("2001:DB8::0:1"), 0)).toBe("2001:db8::1");
    expect(clientAddress(asked("fe80::1%eth0"), 0)).toBe("fe80::1");
  });

  test("is the one that the outermost trusted proxy saw, however much the caller wrote before it", () => {
    const address = fc.ipV4();
    fc.assert(
      fc.property(
        fc.array(fc.oneof(address, fc.constantFrom("unknown", "", "x")), { maxLength: 4 }),
        address,
        fc.array(address, { maxLength: 3 }),
        (forged, real, proxies) => {
          const request = asked("10.0.0.1", [...forged, real, ...proxies].join(", "));
          expect(clientAddress(request, proxies.length + 1)).toBe(real);
        },
      ),
    );
  });

  test.each([
    ["a list that is shorter than the proxies are many", "203.0.113.1", 2],
    ["no list", undefined, 1],
    ["a name in its place", "203.0.113.1, localhost", 1],
    ["an address in another spelling", "0313.0.0161.01", 1],
  ])("is the peer's where there is %s", (_what, forwarded, hops) => {
    expect(clientAddress(asked("10.0.0.1", forwarded), hops)).toBe("10.0.0.1");
  });

  test("is empty when the line is gone", () => {
    expect(clientAddress(asked(undefined), 0)).toBe("");
  });
});
