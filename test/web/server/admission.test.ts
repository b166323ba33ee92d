import { describe, expect, it } from "vitest";
import { formOf, pageOf } from "../../testkit/pages";
import { getRaffle } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

/** A manager's address that is not loopback. For loopback the origin check depends on the host name. */
const REMOTE = "198.51.100.7";
const service = serviceWith({ MANAGER_IP_ADDRESSES: [REMOTE] });

const send = (changes: Record<string, string>) => {
  const fields = Object.entries({
    key: crypto.randomUUID(),
    name: "Summer fair",
    total_tickets: "10",
    prize_name: "Bicycle",
    prize_amount: "2",
    create: "1",
    ...changes,
  });
  return service("POST", "/manage", formOf(fields, { from: REMOTE }));
};

const raffleOf = async (changes: Record<string, string>) =>
  getRaffle(((await send(changes)).headers.get("Location") ?? "").replace("/manage/", ""));

const chosen = (html: string) => html.match(/<input type="radio"[^>]*checked[^>]*>/g) ?? [];

describe("who can play, in the form of a new raffle", () => {
  it("is one ticket per internet connection unless passes are chosen", async () => {
    const { html, text } = await pageOf(await service("GET", "/manage", { from: REMOTE }));
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
    expect(await raffleOf(typed)).toMatchObject(expected);
  });

  it.each([
    "0",
    "many",
    "100,000,001",
  ])("rejects %j passes beside the field, and keeps them", async (passes) => {
    const page = await pageOf(await send({ admission: "pass", passes }));
    expect(page.status).toBe(422);
    expect(page.html).toContain(
      'id="passes-fault">Please enter a whole number from 1 to 100,000,000, or leave the field empty.<',
    );
    expect(page.html).toMatch(new RegExp(`<input id="passes"[^>]*value="${passes}"`));
  });

  it("keeps the choice when another field is rejected", async () => {
    const page = await pageOf(await send({ admission: "pass", passes: "7", name: "" }));
    expect(page.status).toBe(422);
    expect(chosen(page.html)).toEqual([expect.stringContaining('value="pass"')]);
    expect(page.html).toMatch(/<input id="passes"[^>]*value="7"/);
  });
});
