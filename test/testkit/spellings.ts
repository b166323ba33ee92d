// Generates the ways in which people write a verification code, with and without mistakes.
import fc from "fast-check";

/** Lists what word processors, phones and messengers make of a dash. */
const DASHES = ["-", "–", "—", "−", "‑", "‐", "－", "·", " ", "\u00a0", "\u202f", "\t", ""];

/** Lists invisible characters. The last one is a filler that counts as a letter. */
const INVISIBLE = ["", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202c", "\ufe0f", "\u3164"];

const AROUND = [
  ["", ""],
  ["“", "”"],
  ["„", "“"],
  ["«\u00a0", "\u00a0»"],
  ["'", "'"],
  ["(", ")."],
  ["`", "`,"],
];

/** Maps letters to equivalent Unicode characters. */
const LETTERS: Record<string, (letter: string) => string> = {
  asTheyAre: (letter) => letter,
  small: (letter) => letter.toLowerCase(),
  fullWidth: (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0),
  bold: (letter) => {
    const [code, from, to] = /\d/.test(letter) ? [letter, "0", 0x1d7ce] : [letter, "A", 0x1d400];
    return String.fromCodePoint(to + code.charCodeAt(0) - from.charCodeAt(0));
  },
};

/** Generates a way to write a code that the service must accept. */
export const spelling = fc.record({
  dash: fc.constantFrom(...DASHES),
  invisible: fc.constantFrom(...INVISIBLE),
  around: fc.constantFrom(...AROUND),
  letters: fc.constantFrom(...Object.keys(LETTERS)),
  zero: fc.constantFrom("0", "O"),
  one: fc.constantFrom("1", "I", "L"),
});

export type Spelling = typeof spelling extends fc.Arbitrary<infer T> ? T : never;

/** Writes a code in the given way. */
export function spell(code: string, { dash, invisible, around, letters, zero, one }: Spelling): string {
  const write = LETTERS[letters] ?? ((letter: string) => letter);
  const groups = code
    .replaceAll("0", zero)
    .replaceAll("1", one)
    .split("-")
    .map((group) => [...group].map((letter) => (/[0-9A-Z]/.test(letter) ? write(letter) : letter)).join(""));
  return around[0] + groups.join(invisible + dash) + invisible + around[1];
}

/** Lists mistakes in one letter. None of them is an accepted way to write the letter. */
const MISTAKES = {
  another: (letter: string) => (letter === "7" ? "8" : "7"),
  lookAlike: () => "А",
  accent: (letter: string) => `${letter}é`,
  combined: () => "E\u0301",
  doubled: (letter: string) => letter + letter,
  missing: () => "",
  unused: () => "U",
  numero: (letter: string) => `${letter}№`,
};

/** Generates a mistake in one letter of a code. */
export const mistake = fc.record({
  kind: fc.constantFrom(...(Object.keys(MISTAKES) as (keyof typeof MISTAKES)[])),
  at: fc.nat(23),
});

/** Applies a mistake to a code. The service must reject the result. */
export function mistaken(code: string, { kind, at }: { kind: keyof typeof MISTAKES; at: number }): string {
  let place = 0;
  return code.replace(/[0-9A-Z]/g, (letter) => (place++ === at ? MISTAKES[kind](letter) : letter));
}
