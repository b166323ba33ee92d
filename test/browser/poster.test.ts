import { describe, expect, it } from "vitest";
import { createRaffle } from "./api";
import { newManager, useBrowser } from "./visit";

useBrowser();

const MANY_PRIZES = Array.from({ length: 20 }, () => ({ name: "W".repeat(100), amount: 2 }));

describe("a printed poster", () => {
  it.each([
    ["A4", "a short name and one prize", { name: "Fête" }],
    ["Letter", "a short name and one prize", { name: "Fête" }],
    ["A4", "long names and 20 prizes", { name: "W".repeat(100), prizes: MANY_PRIZES }],
    ["Letter", "long names and 20 prizes", { name: "W".repeat(100), prizes: MANY_PRIZES }],
  ])("is one whole page of %s with %s", async (format, _, facts) => {
    const times = { opens_at: "2030-12-01T09:00:00Z", closes_at: "2030-12-24T17:00:00Z" };
    const id = await createRaffle({ total_tickets: 100, ...times, ...facts });
    const { page, open } = await newManager({ viewport: { width: 703, height: 964 } });
    await page.emulateMedia({ media: "print" });
    await open(`/manage/${id}/poster`);
    const pdf = await page.pdf({ format });
    expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
    // What does not fit on the sheet would be cut off.
    const isWhole = await page.locator(".poster").evaluate((poster) => {
      const { bottom } = poster.getBoundingClientRect();
      return [...poster.children].every((part) => part.getBoundingClientRect().bottom <= bottom);
    });
    expect(isWhole).toBe(true);
  });
});
