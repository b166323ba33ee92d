import { describe, expect, it } from "vitest";
import { pageOf } from "../../testkit/pages";
import { call, MANAGER } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

const HTML = "text/html; charset=UTF-8";
const PROBLEM = "application/problem+json";

/** What browsers send where they open a page (Chromium, Firefox, Safari). */
const BROWSERS = [
  "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8",
  "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "Text/HTML",
  "text/*",
];

/** What programs send, and browsers for what a page loads. */
const OTHERS = [
  "*/*",
  "application/json, text/plain, */*",
  "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
  "text/html;q=0, */*",
  "text/html;q=0.1, application/json",
  "application/problem+json, text/html",
  "text/htmlx",
  "",
  ";;,,q=",
];

const get = (path: string, accept: string) => call("GET", path, { headers: { Accept: accept } });

describe("a path that leads nowhere", () => {
  it.each(BROWSERS)("is told as a page to who accepts %s", async (accept) => {
    for (const path of ["/nothing", "/docs/x", "/raffles-of-old", "/%", "/robots.txt"]) {
      const page = await pageOf(await get(path, accept));
      expect([path, page.status, page.headers.get("Content-Type")]).toEqual([path, 404, HTML]);
      expect(page.headers.get("Vary")).toBe("Accept");
      expect(page.headers.get("Cache-Control")).toBe("no-store");
      expect(page.headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'; script-src 'self'/);
      expect(page.headers.get("Referrer-Policy")).toBe("same-origin");
      expect(page.text).toContain("There is no such page");
      expect(page.html).toContain('<a class="button quiet" href="/">');
    }
  });

  it.each(OTHERS)("stays a document for who accepts %j", async (accept) => {
    const answer = await get("/nothing", accept);
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([404, PROBLEM]);
    expect(answer.headers.get("Vary")).toBe("Accept");
    expect(answer.headers.get("Content-Security-Policy")).toMatch(/^default-src 'self'/);
  });

  it.each([
    "/raffles/x/",
    `/raffles/${crypto.randomUUID()}/`,
    "/raffles/x/y/z",
    "/raffles",
    "/problems/nothing",
  ])("stays a document where it is of the API: %s", async (path) => {
    const [browser] = BROWSERS;
    const answer = await get(path, browser ?? "");
    expect(answer.headers.get("Content-Type")).not.toBe(HTML);
    expect(answer.headers.get("Vary")).toBeNull();
  });

  it("is told to HEAD as to GET, without the page", async () => {
    const answer = await call("HEAD", "/nothing", { headers: { Accept: "text/html" } });
    expect([answer.status, answer.headers.get("Content-Type"), await answer.text()]).toEqual([404, HTML, ""]);
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("stays a document to %s", async (method) => {
    const answer = await call(method, "/nothing", { headers: { Accept: "text/html" } });
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([404, PROBLEM]);
  });
});

it("tells browsers of a flood as a page where they asked for one, and nobody else", async () => {
  const flooded = serviceWith({ RATE_LIMIT: { limit: async () => ({ success: false }) } });
  const page = await flooded("GET", "/docs", { from: MANAGER, headers: { Accept: "text/html" } });
  expect([page.status, page.headers.get("Content-Type"), page.headers.get("Retry-After")]).toEqual([
    429,
    HTML,
    "10",
  ]);
  const document = await flooded("GET", "/docs");
  expect(document.headers.get("Content-Type")).toBe(PROBLEM);
});

it("leaves what there is as it was: the reference has the API's policy", async () => {
  const answer = await get("/docs", BROWSERS[0] ?? "");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("Content-Security-Policy")).toMatch(/^default-src 'self'/);
});

it("gives browsers an icon to keep where they ask for one by themselves", async () => {
  const answer = await get(
    "/favicon.ico",
    "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
  );
  expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "image/svg+xml"]);
  expect(answer.headers.get("Cache-Control")).toBe("public, max-age=86400");
  expect(await answer.text()).toMatch(/^<svg/);
});
