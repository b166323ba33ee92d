import { describe, expect, it, vi } from "vitest";
import { pageOf } from "../../testkit/pages";
import { call, createRaffle, MANAGER, type Problem } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

const HTML = "text/html; charset=UTF-8";
/** The service with an exhausted rate limit. */
const limited = serviceWith({ RATE_LIMIT: { limit: async () => ({ success: false }) } });
const pages = ["/", "/manage", `/r/${crypto.randomUUID()}`];

/** The service with an exhausted rate limit for lists. */
const limitedLists = serviceWith({ LIST_RATE_LIMIT: { limit: async () => ({ success: false }) } });

/** The service with unreachable Durable Objects. */
const unreachable = serviceWith({
  RAFFLE: {
    getByName: () => {
      throw Object.assign(new Error("Network connection lost."), { retryable: true });
    },
  },
});

describe("a problem on a page", () => {
  it.each(pages)("%s returns 429 as a page with Retry-After", async (path) => {
    const page = await pageOf(await limited("GET", path, { from: MANAGER }));
    expect(page.status).toBe(429);
    expect(page.headers.get("Content-Type")).toBe(HTML);
    expect(page.headers.get("Retry-After")).toBe("10");
    expect(page.text).toContain("That was a little too fast");
  });

  it("returns 429 as a page when the list that it shows is over its rate limit", async () => {
    const page = await pageOf(await limitedLists("GET", "/"));
    expect([page.status, page.headers.get("Retry-After")]).toEqual([429, "10"]);
    expect(page.text).toContain("That was a little too fast");
  });

  it("returns 503 as a page with Retry-After when the raffle can't be reached", async () => {
    const { raffle_id } = await createRaffle();
    const page = await pageOf(await unreachable("GET", `/r/${raffle_id}`));
    expect(page.status).toBe(503);
    expect(page.headers.get("Content-Type")).toBe(HTML);
    expect(Number(page.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(page.text).toContain("Many people are here right now");
  });

  it.each(pages)("%s returns 500 as a page", async (path) => {
    const broken = serviceWith({ IPV6_PREFIX_LENGTH: "wide" });
    const page = await pageOf(await broken("GET", path));
    expect([page.status, page.headers.get("Content-Type")]).toEqual([500, HTML]);
    expect(page.text).toContain("Something went wrong");
  });

  it("offers to try again where that may help", async () => {
    const retry = (path: string) => `<a class="button" href="${path}">Try again</a>`;
    const busy = await pageOf(await limited("GET", "/?limit=5"));
    expect(busy.html).toContain(retry("/?limit=5"));
    for (const page of [
      await pageOf(await limited("GET", "//evil.example/r", { headers: { Accept: "text/html" } })),
      await pageOf(await limited("POST", "/r/x/ticket")),
      await pageOf(await call("GET", `/r/${crypto.randomUUID()}`)),
    ]) {
      expect(page.html).toContain("See all raffles");
      expect(page.html).not.toContain("Try again");
    }
  });

  it.each([
    "/r",
    "/r/a/b",
    "/manage/a/b/c",
  ])("returns 404 as a page for the unknown path %s", async (path) => {
    const page = await pageOf(await serviceWith({})("GET", path, { from: MANAGER }));
    expect([page.status, page.headers.get("Content-Type")]).toEqual([404, HTML]);
    expect(page.text).toContain("There is no such page");
  });

  it("returns 405 as a page with Allow", async () => {
    const answer = await serviceWith({})("DELETE", "/manage", { from: MANAGER });
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([405, HTML]);
    expect(answer.headers.get("Allow")).toContain("POST");
  });

  it("has the pages' Content-Security-Policy and is not cached", async () => {
    const { headers } = await limited("GET", "/");
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'; script-src 'self'");
    expect(headers.get("Cache-Control")).toBe("no-store");
  });
});

describe("one view of a page", () => {
  it("counts once for the rate limit, however many routes the page calls", async () => {
    const { raffle_id } = await createRaffle();
    let counted = 0;
    const limit = async () => {
      counted++;
      return { success: true };
    };
    await serviceWith({ RATE_LIMIT: { limit } })("GET", `/r/${raffle_id}`);
    expect(counted).toBe(1);
  });

  it("writes one line to the request log, however many routes the page calls", async () => {
    const { raffle_id } = await createRaffle();
    const info = vi.spyOn(console, "info");
    const answer = await call("GET", `/r/${raffle_id}`);
    const lines = info.mock.calls.map(([line]) => JSON.parse(String(line)));
    info.mockRestore();
    const requests = lines.filter(({ event }) => event === "request");
    expect(requests).toMatchObject([
      { route: "/r/:raffle_id", request_id: answer.headers.get("X-Request-Id") },
    ]);
  });
});

describe("a problem of the API", () => {
  it("stays a document when the request accepts HTML", async () => {
    const answer = await limited("GET", "/raffles/", { headers: { Accept: "text/html" } });
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    expect((await answer.json<Problem>()).detail).toBe("Too many requests");
  });
});
