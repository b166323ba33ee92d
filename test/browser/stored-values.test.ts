import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { availableTickets, claim, createRaffle } from "./api";
import { newAddress, newPlayer, shownTicket, useBrowser } from "./visit";

useBrowser();

const KEY = "a key that is one";

const store = (page: Page, name: string, text: string) =>
  page.evaluate(([name, text]) => localStorage.setItem(name, text), [name, text] as const);

/** Collects the Idempotency-Keys that the page sends. */
function collectKeys(page: Page): string[] {
  const keys: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/participate/")) keys.push(request.headers()["idempotency-key"] ?? "");
  });
  return keys;
}

describe("stored values", () => {
  it("ignores invalid keys and claims by the form's own key", async () => {
    const id = await createRaffle();
    const { page, open, errors } = await newPlayer();
    const keys = collectKeys(page);
    await open("/");
    const invalidKeys = [
      "ü".repeat(16),
      "short",
      "x".repeat(256),
      `line\n${KEY}`,
      ` ${KEY}`,
      `${KEY}\u00a0`,
      " ".repeat(20),
    ];
    const otherTexts = ["null", "7", "[]", "{}", "[", '"text"', '{"key":5}', `{"key":["${KEY}"]}`, ""];
    for (const text of [...invalidKeys.map((key) => JSON.stringify({ key })), ...otherTexts]) {
      for (const name of ["raffle", "form", "ticket"]) await store(page, `${name} ${id}`, text);
      await open(`/r/${id}`);
      expect(await page.locator("#claim .notice").textContent(), text).toBe("");
      expect(await page.locator("#claim button").isEnabled(), text).toBe(true);
    }
    expect(keys).toEqual([]);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    await page.locator("#mine .ticket").waitFor();
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(errors).toEqual([]);
  });

  it("ignores tickets that can't belong to the raffle", async () => {
    const id = await createRaffle();
    const { page, open, errors } = await newPlayer();
    await open("/");
    const code = "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D";
    const good = { ticket_number: 3, verification_code: code };
    const bad = [
      { ...good, ticket_number: 0 },
      { ...good, ticket_number: 6 },
      { ...good, ticket_number: 1.5 },
      { ...good, ticket_number: "3" },
      { ...good, ticket_number: null },
      { ...good, verification_code: code.slice(1) },
      { ...good, verification_code: `${code}-AAAA` },
      { ...good, verification_code: code.replace("4", "U") },
      { ...good, verification_code: [code] },
      null,
      [good],
    ];
    for (const ticket of bad) {
      await store(page, `ticket ${id}`, JSON.stringify({ ticket }));
      await open(`/r/${id}`);
      expect(await page.locator("#mine .ticket").count(), JSON.stringify(ticket)).toBe(0);
      expect(await page.locator("#claim button").isEnabled()).toBe(true);
    }
    await store(page, `ticket ${id}`, JSON.stringify({ key: "ü", ticket: good }));
    await open(`/r/${id}`);
    expect(await shownTicket(page)).toEqual(good);
    expect(errors).toEqual([]);
  });

  it("gets a damaged ticket again by its key", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open(`/r/${id}`);
    await page.getByRole("button", { name: "Get my ticket" }).click();
    const ticket = await shownTicket(page);
    const stored = await page.evaluate((name) => localStorage.getItem(name) ?? "", `ticket ${id}`);
    await store(page, `ticket ${id}`, stored.replace(/"verification_code":"."/, '"verification_code":"U'));
    await page.reload();
    expect(await shownTicket(page)).toEqual(ticket);
    expect(await availableTickets(id)).toBe(4);
  });

  it("shows both tickets of a phone that claimed at two addresses", async () => {
    const id = await createRaffle();
    const { page, open } = await newPlayer();
    await open("/");
    const [first, second] = [
      await claim(id, undefined, newAddress()),
      await claim(id, undefined, newAddress()),
    ];
    await store(page, `ticket ${id}`, JSON.stringify({ key: KEY, ticket: first }));
    await store(page, `ticket ${id} ${second.ticket_number}`, JSON.stringify({ key: KEY, ticket: second }));
    await open(`/r/${id}`);
    const numbers = await page.locator("#mine .number").allTextContents();
    expect(new Set(numbers)).toEqual(
      new Set([first, second].map(({ ticket_number }) => String(ticket_number))),
    );
    const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
