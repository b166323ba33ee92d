import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { CODE_BYTES, hashCode, readCode, sameHash, writeCode } from "../../src/domain/verification-code";
import { fixedKey, fixedWords } from "../testkit/chance";
import { mistake, mistaken, spell, spelling } from "../testkit/spellings";

const code = fixedKey(fixedWords(3), CODE_BYTES);
const ones = Uint8Array.fromHex("084210842108421084210842108421");

describe("a verification code", () => {
  it("is written as 24 letters of Crockford's base 32 in groups of four", () => {
    expect(writeCode(code)).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it("changes with each of its 120 bits", () => {
    const written = new Set<string>();
    for (let bit = 0; bit < 120; bit++) {
      const changed = code.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      written.add(writeCode(changed));
    }
    expect(written.size).toBe(120);
  });

  it("is read as it was written", () => {
    expect(readCode(writeCode(code))).toEqual(code);
  });

  it("is read in lower case, without dashes, with blanks", () => {
    expect(readCode(` ${writeCode(code).toLowerCase().replaceAll("-", " ")}\n`)).toEqual(code);
  });

  it.each(["I", "i", "L", "l"])("is read with %s for 1", (letter) => {
    expect(readCode(letter.repeat(24))).toEqual(ones);
  });

  it.each(["O", "o"])("is read with %s for 0", (letter) => {
    expect(readCode(letter.repeat(24))).toEqual(new Uint8Array(CODE_BYTES));
  });

  it.each([
    "",
    "0".repeat(23),
    "0".repeat(25),
    "U".repeat(24),
    "é".repeat(24),
    `${"0".repeat(23)}!`,
  ])("is not read from %j", (text) => {
    expect(readCode(text)).toBeUndefined();
  });

  it.each([
    ["en dashes", (text: string) => text.replaceAll("-", "–")],
    ["em dashes", (text: string) => text.replaceAll("-", "—")],
    ["minus signs", (text: string) => text.replaceAll("-", "−")],
    ["non-breaking hyphens", (text: string) => text.replaceAll("-", "‑")],
    ["the long vowel mark of Japanese keyboards", (text: string) => text.replaceAll("-", "ー")],
    ["soft hyphens", (text: string) => text.replaceAll("-", "\u00ad")],
    ["underscores and dots", (text: string) => `${text.replaceAll("-", "_")}.`],
    ["a zero-width space at the end", (text: string) => `${text}\u200b`],
    ["zero-width joiners within", (text: string) => [...text].join("\u200d")],
    ["a byte order mark", (text: string) => `\ufeff${text}`],
    ["direction marks", (text: string) => `\u2066${text}\u2069\u200e`],
    ["a filler that counts as a letter", (text: string) => `${text}\u3164\uffa0`],
    ["variation selectors", (text: string) => text.replaceAll(/\d/g, "$&\ufe0f")],
    ["key caps", (text: string) => text.replaceAll(/\d/g, "$&\ufe0f\u20e3")],
    ["a stroke through the zeros", (text: string) => text.replaceAll("0", "0\u0338")],
    ["quotation marks", (text: string) => `“${text}”`],
    ["guillemets and non-breaking spaces", (text: string) => `«\u00a0${text}\u202f»`],
    ["accents as quotation marks", (text: string) => `´${text}´`],
    ["full-width letters", (text: string) => text.replaceAll("7", "７").replaceAll("A", "Ａ")],
    ["superscript digits", (text: string) => text.replaceAll("7", "⁷").replaceAll("2", "²")],
  ])("is read with %s", (_, write) => {
    const plain = "7AE0-2B7C-0DEF-9GHJ-KMNP-QRST";
    expect(write(plain)).not.toBe(plain);
    expect(readCode(write(plain))?.toHex()).toBe(readCode(plain)?.toHex() ?? "");
  });

  it("is read in any combination of these spellings", () => {
    fc.assert(
      fc.property(spelling, (way) => {
        expect(readCode(spell(writeCode(code), way))).toEqual(code);
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  it.each([
    ["an additional accented letter", "É"],
    ["an additional Cyrillic letter", "А"],
    ["an additional Greek letter", "Ο"],
    ["an additional Chinese letter", "一"],
    ["an additional Arabic-Indic digit", "٣"],
    ["an additional soft sign", "ь"],
    ["an additional Deseret letter, beyond 16 bits", "𐐀"],
    ["an additional sign for two letters", "№"],
    ["an additional full-width digit", "７"],
  ])("is not read with %s", (_, letter) => {
    expect(readCode(`${writeCode(code)}${letter}`)).toBeUndefined();
    expect(readCode(`${letter}${writeCode(code)}`)).toBeUndefined();
    expect(readCode(writeCode(code).replace(/^./, letter))).not.toEqual(code);
  });

  it("is not read with an accent on a letter, precomposed or combining", () => {
    const text = "E".repeat(24);
    expect(readCode(text)).toBeDefined();
    expect(readCode(text.replace("E", "É"))).toBeUndefined();
    expect(readCode(text.replace("E", "E\u0301"))).toBeUndefined();
  });

  it("is never read from a text with a wrong letter, in any spelling", () => {
    fc.assert(
      fc.property(spelling, mistake, (way, slip) => {
        expect(readCode(spell(mistaken(writeCode(code), slip), way))).not.toEqual(code);
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  it("is not read from a very long text, which it does not normalize", () => {
    const normalize = vi.spyOn(String.prototype, "normalize");
    for (const unit of ["\u0301\u0323", "\ufdfa", "-"]) {
      expect(readCode(writeCode(code) + unit.repeat(80_000 / unit.length))).toBeUndefined();
    }
    expect(normalize).not.toHaveBeenCalled();
    normalize.mockRestore();
  });

  it("is hashed by SHA-256", async () => {
    const hash = await hashCode(new Uint8Array(CODE_BYTES));
    expect(hash.toHex()).toBe("5322fecfc92a5e3248a297a3df3eddfb9bd9049504272e4f572b87fa36d4b3bd");
  });
});

describe("sameHash", () => {
  const hash = Uint8Array.from({ length: 32 }, (_, i) => i);

  it("returns true when all bytes are equal", () => {
    expect(sameHash(hash, hash.slice())).toBe(true);
  });

  it.each([0, 15, 31])("returns false when byte %i differs", (i) => {
    expect(sameHash(hash, hash.with(i, 99))).toBe(false);
  });

  it("returns false when one hash is shorter", () => {
    expect(sameHash(hash, hash.slice(0, 31))).toBe(false);
  });
});
