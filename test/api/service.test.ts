import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { app } from "../../src/app";
import { pageOf } from "../testkit/pages";
import {
  call,
  createRaffle,
  errorOf,
  MANAGER,
  type Problem,
  participate,
  player,
  requestTo,
} from "../testkit/service";
import { serviceWith } from "../testkit/variant";

const id = crypto.randomUUID();

describe("every route of the contract", () => {
  it("works with and without its trailing slash", async () => {
    const facts = { name: "x", total_tickets: 1, prizes: [{ name: "x", amount: 1 }] };
    const created = await call("POST", "/raffles", { from: MANAGER, json: facts });
    const { raffle_id } = await created.json<{ raffle_id: string }>();
    const ticket = await (await call("POST", `/raffles/${raffle_id}/participate`)).json();
    const answers = [
      created,
      await call("GET", "/raffles"),
      await call("GET", "/raffles?limit=1"),
      await call("GET", `/raffles/${raffle_id}`),
      await call("POST", `/raffles/${raffle_id}/winners`, { from: MANAGER }),
      await call("GET", `/raffles/${raffle_id}/winners`),
      await call("POST", `/raffles/${raffle_id}/verify-ticket`, { json: ticket }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it.each([
    ["PUT", "/raffles/", "POST, GET, HEAD"],
    ["PUT", `/raffles/${id}/`, "GET, HEAD, DELETE"],
    ["GET", `/raffles/${id}/participate/`, "POST"],
    ["GET", `/raffles/${id}/participate`, "POST"],
    ["PATCH", `/raffles/${id}/winners/`, "POST, GET, HEAD"],
    ["GET", `/raffles/${id}/verify-ticket/`, "POST"],
    ["POST", "/healthz", "GET, HEAD"],
    ["OPTIONS", "/raffles/", "POST, GET, HEAD"],
  ])("returns 405 to %s %s with Allow: %s", async (method, path, allow) => {
    const answer = await call(method, path);
    expect([answer.status, answer.headers.get("Allow")]).toEqual([405, allow]);
    expect((await answer.json<Problem>()).detail).toBe("Method not allowed");
  });

  it("returns the status of GET for HEAD, without a body", async () => {
    const answer = await call("HEAD", "/healthz");
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
  });
});

describe("an unknown path", () => {
  it.each([
    "/nothing",
    "/raffle/",
    `/raffles/${id}/nothing/`,
    `/raffles/${id}/winners/1/`,
    "/raffles//",
    "/docs/x",
    "/%",
  ])("returns 404: %s", async (path) => {
    const answer = await call("GET", path);
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    expect(await errorOf(answer)).toEqual([404, "Not found"]);
  });
});

describe("a Host header that makes the URL invalid", () => {
  // new Request() parses its URL, but a request from the network may have any Host.
  const callAs = async (host: string, method: string, path: string, headers: Record<string, string> = {}) => {
    const request = requestTo(method, path, { from: MANAGER, headers });
    Object.defineProperty(request, "url", { value: `http://${host}${path}` });
    return app.fetch(request, env, createExecutionContext());
  };
  const paths = ["/healthz", "/raffles/", `/raffles/${id}/participate`, "/%", "/x?y=/"];

  it.each(["a b", "[::1", "evil.example:99999", "%"])("returns 400: %j", async (host) => {
    for (const path of paths) {
      const answer = await callAs(host, "POST", path, { Origin: "http://evil.example" });
      expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
      expect(answer.headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(await errorOf(answer)).toEqual([400, "Invalid Host header"]);
    }
  });

  it("returns 400 as a page to a browser", async () => {
    const page = await pageOf(await callAs("a b", "GET", `/r/${id}`, { Accept: "text/html" }));
    expect(page.status).toBe(400);
    expect(page.text).toContain("This address is not valid");
  });
});

describe("every response", () => {
  it.each([
    "/healthz",
    "/nothing",
    "/favicon.ico",
    "/openapi.json",
    `/raffles/${id}/`,
    "/raffles/x/",
  ])("has security headers and a request id: %s", async (path) => {
    const { headers } = await call("GET", path);
    expect(headers.get("Content-Security-Policy")).toBe(
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    );
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("X-Frame-Options")).toBe("DENY");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("has a request id that the service chooses", async () => {
    const answer = await call("GET", "/healthz", { headers: { "X-Request-Id": "mine" } });
    expect(answer.headers.get("X-Request-Id")).not.toBe("mine");
  });

  it("is not cached if it contains a verification code", async () => {
    const { raffle_id } = await createRaffle();
    expect((await participate(raffle_id, player(1))).headers.get("Cache-Control")).toBe("no-store");
  });

  it("has a title, its status and a type with an explanation if it is a problem", async () => {
    const problem = await (await call("GET", `/raffles/${id}/`)).json<Problem>();
    expect(problem).toEqual({
      type: "/problems/raffle-not-found",
      title: "Raffle not found",
      status: 404,
      detail: "Raffle not found",
    });
    expect((await call("GET", problem.type)).status).toBe(200);
  });
});

describe("a bug", () => {
  it("returns 500 without details of the error", async () => {
    const stub = { state: () => Promise.reject(new Error("no such table: secrets")) };
    const broken = serviceWith({ RAFFLE: { getByName: () => stub } });
    const answer = await broken("GET", `/raffles/${id}/`);
    expect(await answer.json()).toEqual({
      type: "/problems/internal-error",
      title: "Internal error",
      status: 500,
      detail: "Internal error",
    });
  });
});
