import type { Schema } from "@cfworker/json-schema";
import { OpenAPIHono } from "@hono/zod-openapi";
import { describe, expect, it, vi } from "vitest";
import { openApiDocument } from "../../src/api/openapi";
import type { App } from "../../src/http/guard";
import { faults, type OpenApi, openApi } from "../testkit/openapi";
import { call } from "../testkit/service";

const operations = ({ paths }: OpenApi) => Object.values(paths).flatMap((path) => Object.values(path));
const document = await openApi();

describe("the OpenAPI document", () => {
  it("documents Retry-After for exactly the statuses 429 and 503", () => {
    for (const { responses } of operations(document)) {
      for (const [status, { headers = {} }] of Object.entries(responses)) {
        expect("Retry-After" in headers).toBe(status === "429" || status === "503");
      }
    }
  });

  it("has no example of an Idempotency-Key, which clients would copy", () => {
    expect(JSON.stringify(document.paths)).toContain("idempotency-key");
    for (const { parameters = [] } of operations(document)) {
      const key = parameters.find(({ name }) => name === "idempotency-key");
      expect(key?.schema.example).toBeUndefined();
    }
  });

  it("says to tell problems apart by their type, because some details vary", () => {
    expect(document.info.description).toContain("compare `type`. ");
  });

  it("says that a draw of a raffle that closed early needs the claimed tickets", () => {
    const { description } = document.paths["/raffles/{raffle_id}/draw/"]?.get?.responses[200] ?? {};
    expect(description).toContain("needs the list from `draw/tickets/`");
  });

  it("says that only a forfeited prize can be passed on", () => {
    const award = document.components.schemas.Award as Schema;
    expect(award.properties?.passed_to).toMatchObject({
      description: expect.stringContaining("Null if the prize was not forfeited"),
    });
  });

  it("is OpenAPI 3.1 and contains every route", () => {
    expect(document.openapi).toBe("3.1.0");
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.toSorted()).toEqual([
      "DELETE /raffles/{raffle_id}/",
      "DELETE /raffles/{raffle_id}/winners/{ticket_number}/collect/",
      "GET /healthz",
      "GET /problems/{code}",
      "GET /raffle-summaries",
      "GET /raffles/",
      "GET /raffles/{raffle_id}/",
      "GET /raffles/{raffle_id}/awards/",
      "GET /raffles/{raffle_id}/draw/",
      "GET /raffles/{raffle_id}/draw/forfeits/",
      "GET /raffles/{raffle_id}/draw/reserves/",
      "GET /raffles/{raffle_id}/draw/tickets/",
      "GET /raffles/{raffle_id}/live/",
      "GET /raffles/{raffle_id}/passes/",
      "GET /raffles/{raffle_id}/winners/",
      "POST /raffles/",
      "POST /raffles/{raffle_id}/awards/forfeit/",
      "POST /raffles/{raffle_id}/close/",
      "POST /raffles/{raffle_id}/participate/",
      "POST /raffles/{raffle_id}/verify-ticket/",
      "POST /raffles/{raffle_id}/winners/",
      "POST /raffles/{raffle_id}/winners/{ticket_number}/collect/",
      "POST /raffles/{raffle_id}/winners/{ticket_number}/forfeit/",
    ]);
  });

  it.each([
    "location_hint",
    "opens_at",
    "closes_at",
    "passes",
    "description",
  ])("allows null for %s of a new raffle", async (name) => {
    const { required: _, ...schema } = document.components.schemas.NewRaffle as Schema;
    expect(await faults(schema, { [name]: null })).toEqual([]);
  });

  it("is generated once", async () => {
    const app = new OpenAPIHono<App>();
    const generate = vi.spyOn(app, "getOpenAPI31Document");
    openApiDocument(app);
    const [first, again] = [await app.request("/openapi.json"), await app.request("/openapi.json")];
    expect(first.headers.get("Content-Type")).toBe("application/json");
    expect(await again.json()).toEqual(await first.json());
    expect(generate).toHaveBeenCalledOnce();
  });

  it("names only problems that have an explanation", async () => {
    const codes = operations(document).flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ content = {} }) =>
        Object.keys(content["application/problem+json"]?.examples ?? {}),
      ),
    );
    for (const code of new Set(codes)) {
      const answer = await call("GET", `/problems/${code}`);
      expect(await answer.json()).toMatchObject({ type: `/problems/${code}`, advice: expect.any(String) });
    }
  });

  it.each(["nothing", "constructor", "__proto__"])("returns 404 for the unknown problem %s", async (code) => {
    expect((await call("GET", `/problems/${code}`)).status).toBe(404);
  });
});
