import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { settingsOf } from "../../src/door/settings";

const settings = (variables: object) => settingsOf({ ...env, ...variables });

describe("the settings", () => {
  it("name nobody as manager where there is no list", () => {
    expect(settings({ MANAGER_IP_ADDRESSES: undefined }).managers).toEqual([]);
  });

  it.each([
    ["a text", "127.0.0.1"],
    ["an object", { 0: "127.0.0.1" }],
    ["a list with a number", ["127.0.0.1", 1]],
    ["a list with a typing error", ["127.0.0.1", "10.0.0.0/80"]],
    ["a list with an empty entry", ["127.0.0.1", ""]],
  ])("name nobody as manager where the list is %s", (_, list) => {
    expect(settings({ MANAGER_IP_ADDRESSES: list }).managers).toEqual([]);
  });

  it.each([
    ["https://a.example/"],
    ["a.example"],
    ["*"],
    ["null"],
    ["https://*.example"],
  ])("open the service to no site where %j is on the list of origins", (origin) => {
    expect(settings({ ALLOWED_ORIGINS: ["https://b.example", origin] }).allowedOrigins).toEqual([]);
  });

  it("take the IPv6 prefix as a number or a text, 64 by default", () => {
    const lengths = [undefined, 56, "48"].map((length) => settings({ IPV6_PREFIX_LENGTH: length }));
    expect(lengths.map(({ ipv6PrefixLength }) => ipv6PrefixLength)).toEqual([64, 56, 48]);
  });

  it.each([
    65,
    128,
    31,
    0,
    -1,
    63.5,
    "",
    "wide",
    "null",
  ])("refuse %j as IPv6 prefix: a /64 is one player, a country is many", (length) => {
    expect(() => settings({ IPV6_PREFIX_LENGTH: length })).toThrow("IPV6_PREFIX_LENGTH");
  });
});
