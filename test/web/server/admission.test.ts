import { describe, expect, it } from "vitest";
import { openManaged } from "../../testkit/desk";
import { createFrom, fieldsOf, pageAfter } from "../../testkit/new-raffle";

const chosen = (html: string) => html.match(/<input type="radio"[^>]*checked[^>]*>/g) ?? [];

describe("who can play, in the form of a new raffle", () => {
  it("is one ticket per internet connection unless passes are chosen", async () => {
    const { html, text } = await openManaged("/manage/new");
    expect(chosen(html)).toEqual([expect.stringContaining('value="address"')]);
    expect(text).toContain("One ticket per internet connection Choose this if people play from home");
    expect(text).toContain("By pass Choose this if people share a connection");
  });

  it.each([
    ["nothing", {}, { admission: "address", passes: null }],
    ["connections", { admission: "address", passes: "" }, { admission: "address", passes: null }],
    ["connections after a number was typed", { admission: "address", passes: "7" }, { passes: null }],
    ["passes", { admission: "pass", passes: "" }, { admission: "pass", passes: 10 }],
    ["a number of passes", { admission: "pass", passes: "1,500" }, { admission: "pass", passes: 1500 }],
  ])("creates the raffle as chosen: %s", async (_, typed, expected) => {
    expect(await createFrom(typed)).toMatchObject(expected);
  });

  it.each([
    "0",
    "many",
    "100,000,001",
  ])("rejects %j passes beside the field, and keeps them", async (passes) => {
    const page = await pageAfter("review", fieldsOf({ admission: "pass", passes }));
    expect(page.status).toBe(422);
    expect(page.html).toContain(
      'id="passes-fault">Please enter a whole number from 1 to 100,000,000, or leave the field empty.<',
    );
    expect(page.html).toMatch(new RegExp(`<input id="passes"[^>]*value="${passes}"`));
  });

  it("keeps the choice when another field is rejected", async () => {
    const page = await pageAfter("review", fieldsOf({ admission: "pass", passes: "7", name: "" }));
    expect(page.status).toBe(422);
    expect(chosen(page.html)).toEqual([expect.stringContaining('value="pass"')]);
    expect(page.html).toMatch(/<input id="passes"[^>]*value="7"/);
  });
});
