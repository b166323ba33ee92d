import { describe, expect, it } from "vitest";
import { drawText } from "../../../src/web/client/canvas-text";

/** Draws a text with a font whose characters are as wide as high. Returns its size and its lines. */
function draw(text: string, box: { width: number; height: number; sizes: number[] }) {
  const lines: string[] = [];
  const noop = () => {};
  const pen = {
    font: "",
    measureText: (text: string) => ({ width: [...text].length * Number(pen.font) }),
    fillText: (line: string) => lines.push(line),
    ...{ save: noop, restore: noop, beginPath: noop, rect: noop, clip: noop },
  };
  drawText(pen, text, { left: 0, top: 0, font: String, ...box });
  return { size: Number(pen.font), lines };
}

describe("a text on a canvas", () => {
  it("breaks between words", () => {
    const box = { width: 100, height: 25, sizes: [10] };
    expect(draw("one two three four", box).lines).toEqual(["one two", "three four"]);
  });

  it("breaks within a word that is longer than a line, but not within a character", () => {
    expect(draw("🎁🎁🎁🎁🎁", { width: 30, height: 50, sizes: [10] }).lines).toEqual(["🎁🎁🎁", "🎁🎁"]);
  });

  it("shrinks until it has room", () => {
    const box = { width: 40, height: 40, sizes: [20, 10, 5] };
    expect(draw("abcdefgh", box)).toEqual({ size: 10, lines: ["abcd", "efgh"] });
  });

  it("ends with an ellipsis if the smallest size has no room", () => {
    const box = { width: 40, height: 25, sizes: [20, 10] };
    expect(draw("abcdefghijkl", box).lines).toEqual(["abcd", "efg…"]);
  });

  it.each(["", " ", "𐀀"])("may be as short as %j", (text) => {
    expect(draw(text, { width: 5, height: 25, sizes: [10] }).lines).toEqual([text.trim()]);
  });
});
