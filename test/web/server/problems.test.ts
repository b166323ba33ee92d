import { describe, expect, it } from "vitest";
import { pageOf } from "../../testkit/pages";
import { createRaffle, MANAGER, type Problem } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

const HTML = "text/html; charset=UTF-8";
const flooded = serviceWith({ RATE_LIMIT: { limit: async () => ({ success: false }) } });
const pages = ["/", "/manage", `/r/${crypto.randomUUID()}`];

/** The service, whose rate limit has had enough after some requests. */
function tiring(patience: number) {
  let left = patience;
  return serviceWith({ RATE_LIMIT: { limit: async () => ({ success: left-- > 0 }) } });
}

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

  it("a flood that stops what the page asks for is told with how long to wait", async () => {
    const { raffle_id } = await createRaffle();
    const page = await pageOf(await tiring(1)("GET", `/r/${raffle_id}`));
    expect([page.status, page.headers.get("Retry-After")]).toEqual([429, "10"]);
    expect(page.text).toContain("That was a little too fast");
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
