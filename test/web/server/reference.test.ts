import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { explainProblem, problemCodes } from "../../../src/contract/problems";
import { exampleOf, fieldsOf, type OpenApi, type Operation } from "../../../src/web/server/openapi";
import { faults, openApi } from "../../testkit/openapi";
import { open, type Page } from "../../testkit/pages";
import { call, MANAGER } from "../../testkit/service";

const document = (await openApi()) as unknown as OpenApi;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

/** Returns the part of the page about an operation. */
function partOf({ html }: Page, { operationId }: Operation): string {
  const part = new RegExp(`<article id="${operationId}".*?</article>`, "s").exec(html)?.[0];
  if (part === undefined) throw new Error(`The page does not show ${operationId}`);
  return part.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

describe("/docs", () => {
  it("shows every operation with its method, path and answers", async () => {
    const page = await open("/docs");
    for (const { method, path, operation } of operations) {
      const part = partOf(page, operation);
      for (const text of [method, path, operation.summary]) expect(part).toContain(text);
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        if (status === "200") expect(part.replace(/<\/?code>/g, "`")).toContain(description);
        for (const code of Object.keys(content["application/problem+json"]?.examples ?? {}))
          expect(part).toContain(`${status} <a href="#problem-${code}">`);
      }
    }
  });

  it("explains every problem", async () => {
    const { text } = await open("/docs");
    for (const code of problemCodes) expect(text).toContain(explainProblem(code)?.advice);
  });

  it("shows the fields of bodies, also nested ones", async () => {
    const page = await open("/docs");
    const creation = operations.find(({ operation }) => operation.operationId === "createRaffle");
    const part = partOf(page, creation?.operation as Operation);
    expect(part).toContain(
      'prizes[].amount</code> <span class="type">integer, 1 or more</span> <em>required</em>',
    );
    expect(part).toContain(
      'admission</code> <span class="type">"address" or "pass", default "address"</span> <em>optional</em>',
    );
  });

  it("shows calls that the service accepts, once the variables of the shell are set", async () => {
    const page = await open("/docs");
    for (const { method, path, operation } of operations) {
      const command = /<code>(curl .*?)<\/code>/s.exec(partOf(page, operation))?.[1];
      expect(command).toContain(`"https://raffle.test${path.replaceAll(/\{(\w+)\}/g, "$$$1")}"`);
      const json = /-d '(.*)'/.exec(command ?? "")?.[1];
      expect(command?.includes(`-X ${method}`)).toBe(method !== "GET");
      expect(json !== undefined).toBe(operation.requestBody?.required === true);
      if (operation.operationId !== "createRaffle") continue;
      const created = await call("POST", path, { from: MANAGER, json: JSON.parse(json ?? "") });
      expect(created.status).toBe(200);
    }
  });

  it("shows examples that match their schemas", async () => {
    for (const { operation } of operations) {
      for (const { content } of [operation.requestBody, operation.responses["200"]].filter(
        (part) => part !== undefined,
      )) {
        const schema = content["application/json"]?.schema;
        if (!schema) continue;
        for (const isShort of [true, false])
          expect(await faults(schema as never, exampleOf(document, schema, isShort))).toEqual([]);
      }
    }
  });

  it("joins the variants of a response", () => {
    const fields = fieldsOf(document, { $ref: "#/components/schemas/Verdict" });
    expect(fields.map(({ name, type, isRequired }) => [name, type, isRequired])).toEqual([
      ["has_won", "true or false", true],
      ["prize", "string or null", true],
    ]);
  });

  it("links only to what exists, and has each id once", async () => {
    const { html } = await open("/docs");
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = new Set([...html.matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, target = ""]) => target));
    for (const target of targets) {
      if (target.startsWith("#")) {
        expect(ids).toContain(target.slice(1));
        continue;
      }
      // The links to other languages set a cookie and redirect.
      const { status } = await call("GET", target);
      expect([target, status]).toEqual([target, target.startsWith("/docs?lang=") ? 302 : 200]);
    }
  });

  it("has no inline code", async () => {
    expect((await open("/docs")).html).not.toMatch(/<style|\sstyle=|<script>|\son\w+=/);
  });

  it("leads back to the raffles in the visitor's language, and says that the rest is English", async () => {
    const { html } = await open("/docs", { headers: { "Accept-Language": "de" } });
    expect(html).toContain('<html lang="de">');
    expect(html).toContain('<a href="/">Zurück zu den Verlosungen</a>');
    expect(html).toContain('<div class="reference" lang="en">');
  });

  it("shows each caller the host name that it called", async () => {
    for (const origin of ["https://raffle.test", "https://fair.example.org", "https://raffle.test"]) {
      const page = await (await exports.default.fetch(`${origin}/docs`)).text();
      expect(page).toContain(`curl &quot;${origin}/healthz&quot;`);
    }
  });
});
