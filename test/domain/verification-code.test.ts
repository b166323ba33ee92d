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

  it("holds 120 bits, every one of which matters", () => {
    const written = new Set<string>();
    for (let bit = 0; bit < 120; bit++) {
      const changed = code.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      written.add(writeCode(changed));
    }
    expect(written.size).toBe(120);
  });

  it("is read back as it was written", () => {
    expect(readCode(writeCode(code))).toEqual(code);
  });

  it("is read back in lower case, without dashes, with blanks", () => {
    expect(readCode(` ${writeCode(code).toLowerCase().replaceAll("-", " ")}\n`)).toEqual(code);
  });

  it.each(["I", "i", "L", "l"])("is read back with %s for 1", (letter) => {
    expect(readCode(letter.repeat(24))).toEqual(ones);
  });

  it.each(["O", "o"])("is read back with %s for 0", (letter) => {
    expect(readCode(letter.repeat(24))).toEqual(new Uint8Array(CODE_BYTES));
  });

  it.each([
    "",
    "0".repeat(23),
    "0".repeat(25),
    "U".repeat(24),
    "é".repeat(24),
    `${"0".repeat(23)}!`,
  ])("can't be %j", (text) => {
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
    ["a zero-width space at its end", (text: string) => `${text}\u200b`],
    ["zero-width joiners within", (text: string) => [...text].join("\u200d")],
    ["a byte order mark", (text: string) => `\ufeff${text}`],
    ["direction marks", (text: string) => `\u2066${text}\u2069\u200e`],
    ["a filler that counts as a letter", (text: string) => `${text}\u3164\uffa0`],
    ["variation selectors", (text: string) => text.replaceAll(/\d/g, "$&\ufe0f")],
    ["key caps", (text: string) => text.replaceAll(/\d/g, "$&\ufe0f\u20e3")],
    ["a stroke through its zeros", (text: string) => text.replaceAll("0", "0\u0338")],
    ["quotation marks", (text: string) => `“${text}”`],
    ["guillemets and non-breaking spaces", (text: string) => `«\u00a0${text}\u202f»`],
    ["accents for quotation marks", (text: string) => `´${text}´`],
    ["full-width letters", (text: string) => text.replaceAll("7", "７").replaceAll("A", "Ａ")],
    ["superscript digits", (text: string) => text.replaceAll("7", "⁷").replaceAll("2", "²")],
  ])("is read back with %s", (_, write) => {
    const plain = "7AE0-2B7C-0DEF-9GHJ-KMNP-QRST";
    expect(write(plain)).not.toBe(plain);
    expect(readCode(write(plain))?.toHex()).toBe(readCode(plain)?.toHex() ?? "");
  });

  it("is read back however people write it", () => {
    fc.assert(
      fc.property(spelling, (way) => {
        expect(readCode(spell(writeCode(code), way))).toEqual(code);
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  it.each([
    ["an accented letter more", "É"],
    ["a Cyrillic letter more", "А"],
    ["a Greek letter more", "Ο"],
    ["a Chinese letter more", "一"],
    ["an Arabic-Indic digit more", "٣"],
    ["a letter without a sound of its own", "ь"],
    ["a letter of Deseret, beyond 16 bits", "𐐀"],
    ["a sign that stands for two letters", "№"],
    ["a digit more, full-width", "７"],
  ])("is no more with %s", (_, letter) => {
    expect(readCode(`${writeCode(code)}${letter}`)).toBeUndefined();
    expect(readCode(`${letter}${writeCode(code)}`)).toBeUndefined();
    expect(readCode(writeCode(code).replace(/^./, letter))).not.toEqual(code);
  });

  it("is no more with an accent on a letter, of one piece or of two", () => {
    const text = "E".repeat(24);
    expect(readCode(text)).toBeDefined();
    expect(readCode(text.replace("E", "É"))).toBeUndefined();
    expect(readCode(text.replace("E", "E\u0301"))).toBeUndefined();
  });

  it("is no more once a letter of it is mistaken, however it is written", () => {
    fc.assert(
      fc.property(spelling, mistake, (way, slip) => {
        expect(readCode(spell(mistaken(writeCode(code), slip), way))).not.toEqual(code);
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  it("is no more where it comes along with far more than a paste brings, which would take seconds to normalise", () => {
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

describe("hashes of codes", () => {
  const hash = Uint8Array.from({ length: 32 }, (_, i) => i);

  it("are the same where every byte is", () => {
    expect(sameHash(hash, hash.slice())).toBe(true);
  });

  it.each([0, 15, 31])("differ where byte %i does", (i) => {
    expect(sameHash(hash, hash.with(i, 99))).toBe(false);
  });

  it("differ where one is shorter", () => {
    expect(sameHash(hash, hash.slice(0, 31))).toBe(false);
  });
});
