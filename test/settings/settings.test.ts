import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { quicknet } from "../../src/domain/beacon";
import { settingsOf } from "../../src/settings/settings";
import wrangler from "../../wrangler.toml?raw";
import { testBeacon } from "../testkit/beacon";
import { infoOf } from "../testkit/drand";
import { serviceWith } from "../testkit/variant";

const info = infoOf(testBeacon(3));
const settings = (variables: object) => settingsOf({ ...env, ...variables });

describe("MANAGER_IP_ADDRESSES", () => {
  it("admits nobody when it is missing", () => {
    expect(settings({ MANAGER_IP_ADDRESSES: undefined }).managers).toEqual([]);
  });

  it.each([
    ["a text with a typing error", "127.0.0.1, 10.0.0.0/80"],
    ["a text with a name in it", "127.0.0.1, office"],
    ["a text with quotation marks", '"127.0.0.1"'],
    ["a text with semicolons", "127.0.0.1;10.0.0.1"],
    ["a list in JSON that is cut short", '["127.0.0.1"'],
    ["a list in JSON with single quotes", "['127.0.0.1']"],
    ["a list in JSON with a number", '["127.0.0.1", 1]'],
    ["an empty list in JSON", "[]"],
    ["an empty text", ""],
    ["a blank", " \n"],
    ["true", true],
    ["null", null],
    ["an object", { 0: "127.0.0.1" }],
    ["a list with a number", ["127.0.0.1", 1]],
    ["a list with a typing error", ["127.0.0.1", "10.0.0.0/80"]],
    ["a list with an empty entry", ["127.0.0.1", ""]],
  ])("admits nobody when it is %s", (_, list) => {
    expect(settings({ MANAGER_IP_ADDRESSES: list }).managers).toEqual([]);
  });

  it.each([
    "127.0.0.1, 10.0.0.0/8",
    "127.0.0.1,10.0.0.0/8",
    "127.0.0.1 10.0.0.0/8",
    "127.0.0.1\n10.0.0.0/8\n",
    "127.0.0.1\r\n\t10.0.0.0/8",
    "127.0.0.1,\u00a010.0.0.0/8,",
    '["127.0.0.1", "10.0.0.0/8"]',
    ' [\n  "127.0.0.1",\n  "10.0.0.0/8"\n]\n',
  ])("is read from the text %j", (text) => {
    const { managers } = settings({ MANAGER_IP_ADDRESSES: text });
    expect(managers.map(([address, bits]) => `${address}/${bits}`)).toEqual(["127.0.0.1/32", "10.0.0.0/8"]);
  });

  it("is read from a text with one IPv6 range, as --var passes it", () => {
    const { managers } = settings({ MANAGER_IP_ADDRESSES: "2001:db8::/32" });
    expect(managers.map(([address, bits]) => `${address}/${bits}`)).toEqual(["2001:db8::/32"]);
  });

  it("admits the managers in a text, and nobody when the text has a mistake", async () => {
    const statusWith = async (list: string) =>
      (await serviceWith({ MANAGER_IP_ADDRESSES: list })("GET", "/manage", { from: "198.51.100.7" })).status;
    expect(await statusWith("203.0.113.1, 198.51.100.0/24")).toBe(200);
    expect(await statusWith("203.0.113.1, 198.51.100.0/24, 10.0.0.0/80")).toBe(403);
  });

  it.each([
    [["203.0.113.1", "203.0.113.300"]],
    ["203.0.113.1, 203.0.113.300"],
    ['["203.0.113.1", 203.0.113.2]'],
  ])("is named once in the log when it is invalid, but its value %j is not", (list) => {
    const error = vi.spyOn(console, "error");
    const broken = { ...env, MANAGER_IP_ADDRESSES: list };
    settingsOf(broken);
    settingsOf(broken);
    const lines = error.mock.calls.map(([line]) => String(line));
    error.mockRestore();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      event: "setting_unreadable",
      setting: "MANAGER_IP_ADDRESSES",
    });
    expect(lines[0]).not.toContain("203.0.113");
  });
});

describe("ALLOWED_ORIGINS", () => {
  it.each([
    "https://a.example, https://b.example",
    '["https://a.example","https://b.example"]',
  ])("is read from the text %j", (text) => {
    expect(settings({ ALLOWED_ORIGINS: text }).allowedOrigins).toEqual([
      "https://a.example",
      "https://b.example",
    ]);
  });

  it.each([
    "https://a.example, *",
    "https://a.example, b.example",
    "",
  ])("allows no origin when the text is %j", (text) => {
    expect(settings({ ALLOWED_ORIGINS: text }).allowedOrigins).toEqual([]);
  });

  it.each([
    ["https://a.example/"],
    ["a.example"],
    ["*"],
    ["null"],
    ["https://*.example"],
  ])("allows no origin when the list has %j", (origin) => {
    expect(settings({ ALLOWED_ORIGINS: ["https://b.example", origin] }).allowedOrigins).toEqual([]);
  });
});

describe("DRAND_RELAYS", () => {
  it.each([
    "https://relay.example, https://api.drand.sh/",
    "https://relay.example\nhttps://api.drand.sh",
    '["https://relay.example", "https://api.drand.sh"]',
    "https://relay.example, nonsense, https://api.drand.sh",
  ])("is read from the text %j, without invalid relays", (text) => {
    expect(settings({ DRAND_RELAYS: text }).relays).toEqual([
      "https://relay.example",
      "https://api.drand.sh",
    ]);
  });

  it.each([
    "",
    '["https://relay.example"',
    { 0: "https://relay.example" },
  ])("has no relays when it is %j", (list) => {
    expect(settings({ DRAND_RELAYS: list }).relays).toEqual([]);
  });

  it.each([
    ["api.drand.sh"],
    ["ftp://api.drand.sh"],
    ["https://api.drand.sh/?key=1"],
    ["https://user:secret@api.drand.sh"],
    [7],
  ])("skips the invalid relay %j and keeps the others", (relay) => {
    expect(settings({ DRAND_RELAYS: [relay, "https://relay.example"] }).relays).toEqual([
      "https://relay.example",
    ]);
  });

  it("accepts a relay with a trailing slash and one with a path", () => {
    const relays = ["https://api.drand.sh/", "https://mirror.example/drand"];
    expect(settings({ DRAND_RELAYS: relays }).relays).toEqual([
      "https://api.drand.sh",
      "https://mirror.example/drand",
    ]);
  });
});

describe("the beacon", () => {
  it("is quicknet by default and in wrangler.toml, with drand's own relays", () => {
    expect(settings({ DRAW_ENTROPY: undefined }).beacon).toEqual(quicknet);
    expect(settings({ DRAW_ENTROPY: "drand" }).beacon).toEqual(quicknet);
    expect(wrangler).toMatch(/^DRAW_ENTROPY = "drand"$/m);
    expect(settings({}).relays).toEqual([
      "https://drand.cloudflare.com",
      "https://api.drand.sh",
      "https://api2.drand.sh",
    ]);
  });

  it("is local only when DRAW_ENTROPY is local", () => {
    expect(settings({ DRAW_ENTROPY: "local" }).beacon).toBeNull();
    expect(settings({ DRAW_ENTROPY: " Local\n" }).beacon).toBeNull();
    expect(settings({ DRAW_ENTROPY: "DRAND " }).beacon).toEqual(quicknet);
  });

  it("is another network when DRAND_NETWORK describes one, as its relays do", () => {
    const variables = { DRAW_ENTROPY: "drand", DRAND_NETWORK: info };
    expect(settings(variables).beacon).toEqual(testBeacon(3).network);
    const asText = { ...variables, DRAND_NETWORK: ` ${JSON.stringify(info, undefined, 2)}\n` };
    expect(settings(asText).beacon).toEqual(testBeacon(3).network);
  });

  it.each([
    ["DRAW_ENTROPY", { DRAW_ENTROPY: "none" }],
    ["DRAW_ENTROPY", { DRAW_ENTROPY: "" }],
    ["DRAW_ENTROPY", { DRAW_ENTROPY: "lo cal" }],
    ["DRAW_ENTROPY", { DRAW_ENTROPY: null }],
    ["DRAND_NETWORK", { DRAND_NETWORK: "" }],
    ["DRAND_NETWORK", { DRAND_NETWORK: JSON.stringify(info).slice(1) }],
    ["DRAND_NETWORK", { DRAND_NETWORK: JSON.stringify({ ...info, period: "3" }) }],
    ["DRAND_NETWORK", { DRAND_NETWORK: "quicknet" }],
    ["DRAND_NETWORK", { DRAND_NETWORK: { ...info, schemeID: "pedersen-bls-chained" } }],
    ["DRAND_NETWORK", { DRAND_NETWORK: { ...info, hash: info.hash.toUpperCase() } }],
    ["DRAND_NETWORK", { DRAND_NETWORK: { ...info, public_key: "0".repeat(192) } }],
    ["DRAND_NETWORK", { DRAND_NETWORK: { ...info, public_key: `c0${"0".repeat(190)}` } }],
    ["DRAND_NETWORK", { DRAND_NETWORK: { ...info, period: 0 } }],
    ["DRAND_NETWORK", { DRAND_NETWORK: { ...info, period: Number.MAX_SAFE_INTEGER } }],
    ["DRAND_NETWORK", { DRAND_NETWORK: { ...info, genesis_time: 9_000_000_000_000_000 } }],
  ])("throws for an invalid %s, because a draw must not prove less than intended", (name, variables) => {
    expect(() => settings({ DRAW_ENTROPY: "drand", ...variables })).toThrow(name);
  });
});

describe("RETENTION_DAYS", () => {
  it("is read from a number or a text, 30 by default", () => {
    const read = [undefined, 7, "0", " 90\n"].map((days) => settings({ RETENTION_DAYS: days }).retentionDays);
    expect(read).toEqual([30, 7, 0, 90]);
  });

  it.each([
    -1,
    1.5,
    3651,
    "",
    " ",
    "a month",
    "1e3",
    "0x10",
    "30 days",
    "3,650",
    null,
    true,
  ])("throws for %j, because no address may be stored longer than intended", (days) => {
    expect(() => settings({ RETENTION_DAYS: days })).toThrow("RETENTION_DAYS");
  });
});

describe("IPV6_PREFIX_LENGTH", () => {
  it("makes every response 500 when it is invalid, so that nobody gets a second ticket", async () => {
    const service = serviceWith({ IPV6_PREFIX_LENGTH: 128 });
    expect((await service("GET", "/healthz")).status).toBe(500);
  });

  it("is read from a number or a text, 64 by default", () => {
    const lengths = [undefined, 56, "48", " 64 "].map((length) => settings({ IPV6_PREFIX_LENGTH: length }));
    expect(lengths.map(({ ipv6PrefixLength }) => ipv6PrefixLength)).toEqual([64, 56, 48, 64]);
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
    "/64",
    "0x40",
    [64],
    null,
  ])("throws for %j, because a /64 is one player and a country is not", (length) => {
    expect(() => settings({ IPV6_PREFIX_LENGTH: length })).toThrow("IPV6_PREFIX_LENGTH");
  });
});
