import { describe, expect, it } from "vitest";
import { isWithin, networkOf, readAddress, readRange } from "../../src/domain/address";

const network = (text: string, bits = 64) => {
  const address = readAddress(text);
  return address && networkOf(address, bits);
};

describe("networkOf", () => {
  it("returns an IPv4 address unchanged", () => {
    expect(network("192.0.2.7")).toBe("192.0.2.7");
  });

  it.each([
    "::ffff:192.0.2.7",
    "::FFFF:c000:207",
    "0:0:0:0:0:ffff:c000:0207",
  ])("returns the IPv4 address for %s", (mapped) => {
    expect(network(mapped)).toBe("192.0.2.7");
  });

  it.each([
    "2001:db8:1:2::1",
    "2001:DB8:1:2:ffff:ffff:ffff:ffff",
    "2001:0db8:0001:0002:0:0:0:0",
  ])("returns the /64 of %s", (address) => {
    expect(network(address)).toBe("2001:db8:1:2::/64");
  });

  it("returns different networks for different /64s", () => {
    expect(network("2001:db8:1:3::1")).not.toBe(network("2001:db8:1:2::1"));
  });

  it("applies the given prefix length", () => {
    expect(network("2001:db8:1:2ff::1", 56)).toBe("2001:db8:1:200::/56");
  });
});

describe("readAddress", () => {
  it.each([
    undefined,
    "",
    "localhost",
    "1.2.3",
    "1.2.3.256",
    "1.2.3.4.5",
    "0x7f.0.0.1",
    "2130706433",
    "1.2.3.4, 5.6.7.8",
    " 1.2.3.4",
    "fe80::1%eth0",
    "::127.0.0.1",
    "::1.2.3.4",
    "::0x7f.0.0.1",
    "::ffff:0x7f.0.0.1",
    "2001:db8::1::2",
    "2001:db8::g",
    ":::",
    "[::1]",
  ])("returns undefined for %j", (text) => {
    expect(readAddress(text)).toBeUndefined();
  });
});

describe("isWithin", () => {
  const within = (address: string, ...ranges: string[]) => {
    const read = readAddress(address);
    return read !== undefined && isWithin(read, ranges.map(readRange));
  };

  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["192.0.2.7", "192.0.2.0/24"],
    ["192.0.2.7", "0.0.0.0/0"],
    ["::ffff:192.0.2.7", "192.0.2.0/24"],
    ["192.0.2.7", "::ffff:192.0.2.0/120"],
    ["2001:db8::5", "2001:db8::/32"],
    ["2001:db8::5", "2001:DB8:0::5"],
    ["::1", "::1"],
  ])("returns true for %s in %s", (address, range) => {
    expect(within(address, range)).toBe(true);
  });

  it.each([
    ["192.0.2.8", "192.0.2.7"],
    ["192.0.3.7", "192.0.2.0/24"],
    ["2001:db8::6", "2001:db8::5"],
    ["2001:db9::5", "2001:db8::/32"],
    ["192.0.2.7", "::/0"],
    ["2001:db8::5", "0.0.0.0/0"],
  ])("returns false for %s in %s", (address, range) => {
    expect(within(address, range)).toBe(false);
  });

  it("returns false without any range", () => {
    expect(within("192.0.2.7")).toBe(false);
  });
});

describe("readRange", () => {
  it.each([
    "",
    "localhost",
    "192.0.2.0/33",
    "192.0.2.0/-1",
    "192.0.2.0/",
    "192.0.2.0/8/8",
    "::/129",
    "::ffff:1.2.3.4/95",
    "192.0.2.0/2e1",
  ])("throws for %j", (text) => {
    expect(() => readRange(text)).toThrow();
  });
});
