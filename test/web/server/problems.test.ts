import { describe, expect, it, vi } from "vitest";
import { pageOf } from "../../testkit/pages";
import { call, createRaffle, MANAGER, type Problem } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

const HTML = "text/html; charset=UTF-8";
const flooded = serviceWith({ RATE_LIMIT: { limit: async () => ({ success: false }) } });
const pages = ["/", "/manage", `/r/${crypto.randomUUID()}`];

/** The service, whose rate limit for lists is used up. */
const floodedLists = serviceWith({ LIST_RATE_LIMIT: { limit: async () => ({ success: false }) } });

/** The service, whose objects can't be reached. */
const unreachable = serviceWith({
  RAFFLE: {
    getByName: () => {
      throw Object.assign(new Error("Network connection lost."), { retryable: true });
    },
  },
});

describe("on a page", () => {
  it.each(pages)("%s a flood is told as a page, with how long to wait", async (path) => {
    const page = await pageOf(await flooded("GET", path, { from: MANAGER }));
    expect(page.status).toBe(429);
    expect(page.headers.get("Content-Type")).toBe(HTML);
    expect(page.headers.get("Retry-After")).toBe("10");
    expect(page.text).toContain("That was a little too fast");
  });

  it("returns 429 as a page when the list that it shows is over its rate limit", async () => {
    const page = await pageOf(await floodedLists("GET", "/"));
    expect([page.status, page.headers.get("Retry-After")]).toEqual([429, "10"]);
    expect(page.text).toContain("That was a little too fast");
  });

  it("counts once for the rate limit, whatever the page asks of the API", async () => {
    const { raffle_id } = await createRaffle();
    let counted = 0;
    const limit = async () => {
      counted++;
      return { success: true };
    };
    await serviceWith({ RATE_LIMIT: { limit } })("GET", `/r/${raffle_id}`);
    expect(counted).toBe(1);
  });

  it("writes one line to the request log, whatever the page asks of the API", async () => {
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

  it("a raffle that can't be reached is told with how long to wait", async () => {
    const { raffle_id } = await createRaffle();
    const page = await pageOf(await unreachable("GET", `/r/${raffle_id}`));
    expect(page.status).toBe(503);
    expect(page.headers.get("Content-Type")).toBe(HTML);
    expect(Number(page.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(page.text).toContain("Many people are here right now");
  });

  it.each(pages)("%s a fault of the service is told as a page", async (path) => {
    const broken = serviceWith({ IPV6_PREFIX_LENGTH: "wide" });
    const page = await pageOf(await broken("GET", path));
    expect([page.status, page.headers.get("Content-Type")]).toEqual([500, HTML]);
    expect(page.text).toContain("Something went wrong");
  });

  it.each([
    "/r",
    "/r/a/b",
    "/manage/a/b/c",
  ])("a path that leads nowhere, %s, is told as a page", async (path) => {
    const page = await pageOf(await serviceWith({})("GET", path, { from: MANAGER }));
    expect([page.status, page.headers.get("Content-Type")]).toEqual([404, HTML]);
    expect(page.text).toContain("There is no such page");
  });

  it("a method that it has not is told with those that it has", async () => {
    const answer = await serviceWith({})("DELETE", "/manage", { from: MANAGER });
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([405, HTML]);
    expect(answer.headers.get("Allow")).toContain("POST");
  });

  it("what is told as a page has the pages' policy and is not stored", async () => {
    const { headers } = await flooded("GET", "/");
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'; script-src 'self'");
    expect(headers.get("Cache-Control")).toBe("no-store");
  });
});

it("elsewhere problems stay the documents that they are, whatever the browser accepts", async () => {
  const answer = await flooded("GET", "/raffles/", { headers: { Accept: "text/html" } });
  expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
  expect((await answer.json<Problem>()).detail).toBe("Too many requests");
});
