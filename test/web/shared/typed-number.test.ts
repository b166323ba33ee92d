import { describe, expect, it } from "vitest";
import { parseTypedNumber } from "../../../src/web/shared/typed-number";

describe("parsing a typed number", () => {
  it.each([
    ["12", 12],
    ["0012", 12],
    [" 12 ", 12],
    ["١٢", 12],
    ["۱۲", 12],
    ["१२", 12],
    ["১২", 12],
    ["๑๒", 12],
    ["１２", 12],
    ["𝟏𝟐", 12],
    ["#12", 12],
    ["# 12", 12],
    ["＃１２", 12],
    ["№ 12", 12],
    ["No. 12", 12],
    ["no 12", 12],
    ["Nr. 12", 12],
    ["Nº 12", 12],
    ["n° 12", 12],
    ["12.", 12],
    ["12。", 12],
    ["#١٢.", 12],
    ["12\u200b", 12],
    ["\ufeff12", 12],
    ["\u2067١٢\u2069", 12],
    ["1\u00ad2", 12],
    ["\u200e#12\u200f.", 12],
    ["12\u3164", 12],
    ["1,000", 1000],
    ["1.000", 1000],
    ["1 000", 1000],
    ["1\u00a0000", 1000],
    ["1\u202f000", 1000],
    ["1\u2009000", 1000],
    ["1\u3000000", 1000],
    ["1'000", 1000],
    ["1’000", 1000],
    ["1，000", 1000],
    ["١٬٠٠٠", 1000],
    ["١،٠٠٠", 1000],
    ["100,000,000", 100_000_000],
    ["100.000.000", 100_000_000],
    ["100 000\u00a0000", 100_000_000],
    ["12'345’678", 12_345_678],
    ["1,00,000", 100_000],
    ["12,34,567", 1_234_567],
    ["10,00,00,000", 100_000_000],
    ["१,००,०००", 100_000],
    ["1,000.", 1000],
  ])("parses %j as %d", (text, number) => {
    expect(parseTypedNumber(text)).toBe(number);
  });

  it.each([
    "",
    " ",
    "many",
    "1,5",
    "1.5",
    "1,50",
    "1,0000",
    "1,000,00",
    "1000,000",
    ",100",
    "1,,000",
    "1,000,",
    "1,000.000",
    "1,000.50",
    "1.000,50",
    "1 000,000",
    "1.00.000",
    "100,00,000,00",
    "0,001",
    "0.500",
    "00,100",
    "-5",
    "−5",
    "+5",
    "1e3",
    "0x10",
    "5²",
    "½",
    "1½",
    "1/2",
    "12..",
    "##12",
    "#",
    "No.",
    "12 13",
    "1_000",
    "1\n000",
    "12 tickets",
    "一二",
    "Infinity",
    `${"0".repeat(100)}1`,
  ])("returns %j unchanged", (text) => {
    expect(parseTypedNumber(text)).toBe(text);
  });

  it.each([
    ..."en en-IN en-ZA de de-CH de-AT fr fr-CH es pl pt-PT sv hi bn ne mr ta my th ar-EG fa ckb ur ff-Adlm".split(
      " ",
    ),
  ])("parses numbers as the language %s writes them", (language) => {
    const { format } = new Intl.NumberFormat(language);
    for (const number of [7, 89, 1234, 56_789, 100_000_000]) {
      expect([language, parseTypedNumber(format(number))]).toEqual([language, number]);
    }
  });

  it("parses the digits of every script", () => {
    const digits = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint).filter((codePoint) =>
      /\p{Nd}/u.test(String.fromCodePoint(codePoint)),
    );
    expect(digits.length).toBeGreaterThan(600);
    for (let first = 0; first < digits.length; first += 10) {
      const script = digits.slice(first, first + 10).map((codePoint) => String.fromCodePoint(codePoint));
      expect(script.map(parseTypedNumber)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  });
});
