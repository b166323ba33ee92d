import decodeQR from "qr/decode.js";
import { describe, expect, it } from "vitest";
import { formOf, pageOf } from "../../testkit/pages";
import { pixelsOf } from "../../testkit/qr";
import { call, createRaffle } from "../../testkit/service";

/** Claims a ticket by the form and returns the page without its template. */
async function claimByForm(raffleId: string): Promise<string> {
  const form = formOf([["key", crypto.randomUUID()]]);
  const { html } = await pageOf(await call("POST", `/r/${raffleId}/ticket`, form));
  return html.replace(/<template.*<\/template>/s, "");
}

describe("a ticket without JavaScript", () => {
  it("has a QR code with the link that shows the ticket", async () => {
    const { raffle_id } = await createRaffle();
    const html = await claimByForm(raffle_id);
    const number = /<p class="number[^>]*>(\d+)<\/p>/.exec(html)?.[1];
    const code = /<code class="code[^>]*>(.*?)<\/code>/s.exec(html)?.[1]?.replace(/<[^>]*>/g, "");
    const svg = /<svg class="qr".*?<\/svg>/s.exec(html)?.[0] ?? "";
    // A busy machine needs more than the decoder's usual time.
    const link = decodeQR(pixelsOf(svg), { timeLimit: 5000 });
    expect(link).toBe(`https://raffle.test/r/${raffle_id}#ticket=${number}.${code}`);
  });

  it("asks to write it down or print it, and has the link for another device", async () => {
    const { raffle_id } = await createRaffle();
    const html = await claimByForm(raffle_id);
    expect(html).toContain("Please write it down or print this page");
    const link = new RegExp(`<a href="(https://raffle.test/r/${raffle_id}#ticket=[^"]+)"[^>]*>\\1</a>`);
    expect(html).toMatch(link);
  });

  it("has the address of the raffle for the printed ticket", async () => {
    const { raffle_id } = await createRaffle();
    const html = await claimByForm(raffle_id);
    expect(html).toMatch(new RegExp(`<p class="address[^>]*>https://raffle.test/r/${raffle_id}</p>`));
  });

  it("names the QR code for screen readers", async () => {
    const { raffle_id } = await createRaffle();
    expect(await claimByForm(raffle_id)).toContain('role="img" aria-label="QR code of this ticket"');
  });
});

describe("the template of a ticket", () => {
  it.each([
    ["the QR code", "data-encoder"],
    ["a picture of the ticket", "data-module"],
  ])("names the module that draws %s", async (_, attribute) => {
    const { raffle_id } = await createRaffle();
    const { html } = await pageOf(await call("GET", `/r/${raffle_id}`));
    const path = new RegExp(`${attribute}="([^"]*)"`).exec(html)?.[1] ?? "";
    const module = await call("GET", path);
    expect(module.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
    await module.body?.cancel();
  });
});

describe("the button for a ticket", () => {
  it.each(["address", "pass"])("says why to keep a copy, with admission by %s", async (admission) => {
    const { raffle_id } = await createRaffle({ admission });
    const { html } = await pageOf(await call("GET", `/r/${raffle_id}`));
    expect(html).toContain("Keep a copy of your ticket once you have it");
  });
});
