import { describe, expect, it } from "vitest";
import { CODE_LENGTH, hashCode, readCode, sameHash, writeCode } from "../../src/raffle/code";
import { fixedKey, fixedWords } from "../support/chance";

const code = fixedKey(fixedWords(3), CODE_LENGTH);
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
    expect(readCode(letter.repeat(24))).toEqual(new Uint8Array(CODE_LENGTH));
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

  it("is hashed by SHA-256", async () => {
    const hash = await hashCode(new Uint8Array(CODE_LENGTH));
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
