import { describe, expect, it } from "vitest";
import { type Call, call, MANAGER, playRaffle } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

/** Responses of every kind: from routes, guards and middleware, for unknown paths, and for thrown errors. */
const answers: Record<string, () => Promise<Response>> = {
  "an icon": () => call("GET", "/favicon.ico"),
  "a document": () => call("GET", "/openapi.json"),
  "a list": () => call("GET", "/raffles/"),
  "a file": async () => {
    const { id } = await playRaffle({ total_tickets: 1 });
    return call("GET", `/raffles/${id}/winners/`, { headers: { Accept: "text/csv" } });
  },
  "a rejected body": () => call("POST", "/raffles/", { from: MANAGER, json: {} }),
  "an unknown path": () => call("GET", "/.git/config"),
  "an unknown method": () => call("DELETE", "/raffles/"),
  "a preflight": () =>
    serviceWith({ ALLOWED_ORIGINS: ["https://fair.example.org"] })("OPTIONS", "/raffles/", {
      headers: { Origin: "https://fair.example.org", "Access-Control-Request-Method": "GET" },
    } satisfies Call),
  "a request over the rate limit": () =>
    serviceWith({ RATE_LIMIT: { limit: async () => ({ success: false }) } })("GET", "/raffles/"),
  "a bug": () => serviceWith({ DIRECTORY: undefined })("GET", "/raffles/"),
};

/**
 * The headers that scanners check (Mozilla's HTTP Observatory, OWASP's Secure Headers Project), except CSP.
 */
const requiredHeaders: Record<string, RegExp> = {
  "Strict-Transport-Security": /^max-age=(?:1555[2-9]|155[6-9]|15[6-9]|1[6-9]|[2-9])\d+$/,
  "X-Content-Type-Options": /^nosniff$/,
  "X-Frame-Options": /^DENY$/,
  "Referrer-Policy": /^no-referrer$/,
  "Cross-Origin-Opener-Policy": /^same-origin$/,
  "Cross-Origin-Resource-Policy": /^same-origin$/,
};

/** Headers that reveal the software or track people. */
const FORBIDDEN_HEADERS = ["Server", "X-Powered-By", "Set-Cookie"];

describe.each(Object.entries(answers))("%s", (_, get) => {
  it.each(Object.entries(requiredHeaders))("has the header %s that scanners require", async (name, value) => {
    expect((await get()).headers.get(name)).toMatch(value);
  });

  it("has a CSP that allows no foreign, inline or framed content", async () => {
    const policy = (await get()).headers.get("Content-Security-Policy") ?? "";
    const directives = new Map(policy.split("; ").map((part) => [part.split(" ")[0], part] as const));
    expect(directives.get("default-src")).toBe("default-src 'self'");
    expect(directives.get("frame-ancestors")).toBe("frame-ancestors 'none'");
    expect(directives.get("object-src")).toBe("object-src 'none'");
    expect(directives.get("base-uri")).toBe("base-uri 'none'");
    expect(policy).not.toMatch(/unsafe-|\*|https?:|data:/);
  });

  it.each(FORBIDDEN_HEADERS)("has no header %s", async (name) => {
    expect((await get()).headers.has(name)).toBe(false);
  });
});

describe.each([
  ["the players' home", "/"],
  ["an unknown page", "/r/nothing"],
  ["an unknown path of a page", "/r/nothing/ticket"],
  ["the managers' page", "/manage"],
  ["the reference", "/docs"],
])("%s", (_, path) => {
  // With no-referrer, browsers would send forms without their origin.
  const requiredOfPages = { ...requiredHeaders, "Referrer-Policy": /^same-origin$/ };

  it.each(Object.entries(requiredOfPages))("has the header %s that scanners require", async (name, value) => {
    expect((await call("GET", path)).headers.get(name)).toMatch(value);
  });

  it("has a CSP that lists its types of content and allows no foreign content", async () => {
    const policy = (await call("GET", path)).headers.get("Content-Security-Policy") ?? "";
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-|\*|https?:|data:/);
  });

  it.each(FORBIDDEN_HEADERS)("has no header %s", async (name) => {
    expect((await call("GET", path)).headers.has(name)).toBe(false);
  });
});

describe("the camera", () => {
  const policyOf = async (method: string, path: string) =>
    (await call(method, path, { from: MANAGER })).headers.get("Permissions-Policy");
  const id = crypto.randomUUID();

  it.each([
    ["GET", `/manage/${id}/desk`],
    ["POST", `/manage/${id}/desk/collect`],
  ])("is allowed on the prize desk itself, and for no other site: %s %s", async (method, path) => {
    expect(await policyOf(method, path)).toBe("camera=(self)");
  });

  it.each([
    "/",
    `/r/${id}`,
    "/manage",
    `/manage/${id}`,
    `/manage/${id}/desks`,
    `/r/${id}/desk`,
  ])("is closed to %s", async (path) => {
    expect(await policyOf("GET", path)).toBe("camera=()");
  });
});
