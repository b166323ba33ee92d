import { describe, expect, it } from "vitest";
import { pageOf } from "../../testkit/pages";
import { call, MANAGER } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

const HTML = "text/html; charset=UTF-8";
const PROBLEM = "application/problem+json";

/** Accept headers of browsers that open a page (Chromium, Firefox, Safari). */
const BROWSERS = [
  "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8",
  "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "Text/HTML",
  "text/*",
];

/** Accept headers of programs, and of browsers for the files of a page. */
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

describe("an unknown path", () => {
  it.each(BROWSERS)("returns 404 as a page for Accept: %s", async (accept) => {
    for (const path of ["/nothing", "/docs/x", "/raffles-of-old", "/%", "/robots.txt"]) {
      const page = await pageOf(await get(path, accept));
      expect([path, page.status, page.headers.get("Content-Type")]).toEqual([path, 404, HTML]);
      expect(page.headers.get("Vary")).toBe("Accept");
      expect(page.headers.get("Cache-Control")).toBe("no-store");
      expect(page.headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'; script-src 'self'/);
      expect(page.headers.get("Referrer-Policy")).toBe("same-origin");
      expect(page.text).toContain("There is no such page");
      expect(page.html).toContain('<a class="button" href="/">');
    }
  });

  it.each(OTHERS)("returns 404 as a problem document for Accept: %j", async (accept) => {
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
    "/raffle-summaries?limit=0",
    "/problems/nothing",
  ])("returns a problem document for a path of the API: %s", async (path) => {
    const [browser] = BROWSERS;
    const answer = await get(path, browser ?? "");
    expect(answer.headers.get("Content-Type")).not.toBe(HTML);
    expect(answer.headers.get("Vary")).toBeNull();
  });

  it("returns the headers of a page for HEAD", async () => {
    const answer = await call("HEAD", "/nothing", { headers: { Accept: "text/html" } });
    expect([answer.status, answer.headers.get("Content-Type"), await answer.text()]).toEqual([404, HTML, ""]);
  });

  it.each([
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
  ])("returns 404 as a problem document for %s", async (method) => {
    const answer = await call(method, "/nothing", { headers: { Accept: "text/html" } });
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([404, PROBLEM]);
  });
});

describe("a known path", () => {
  it("returns 429 as a page when the request accepts HTML", async () => {
    const limited = serviceWith({ RATE_LIMIT: { limit: async () => ({ success: false }) } });
    const page = await limited("GET", "/favicon.ico", { from: MANAGER, headers: { Accept: "text/html" } });
    expect([page.status, page.headers.get("Content-Type"), page.headers.get("Retry-After")]).toEqual([
      429,
      HTML,
      "10",
    ]);
    const document = await limited("GET", "/favicon.ico");
    expect(document.headers.get("Content-Type")).toBe(PROBLEM);
  });

  it("returns the icon for /favicon.ico", async () => {
    const answer = await get(
      "/favicon.ico",
      "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
    );
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "image/svg+xml"]);
    expect(answer.headers.get("Cache-Control")).toBe("public, max-age=86400");
    expect(await answer.text()).toMatch(/^<svg/);
  });
});
