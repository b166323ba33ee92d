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

  it("names the QR code for screen readers", async () => {
    const { raffle_id } = await createRaffle();
    expect(await claimByForm(raffle_id)).toContain('role="img" aria-label="QR code of this ticket"');
  });
});

describe("the template of a ticket", () => {
  it("names the module that draws the QR code", async () => {
    const { raffle_id } = await createRaffle();
    const { html } = await pageOf(await call("GET", `/r/${raffle_id}`));
    const path = /data-encoder="([^"]*)"/.exec(html)?.[1] ?? "";
    const encoder = await call("GET", path);
    expect(encoder.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
    await encoder.body?.cancel();
  });
});
