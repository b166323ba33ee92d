// How people write a verification code, rightly and wrongly.
import fc from "fast-check";

/** What word processors, phones and messengers make of a dash, or leave out. */
const DASHES = ["-", "–", "—", "−", "‑", "‐", "－", "·", " ", "\u00a0", "\u202f", "\t", ""];

/** What nobody sees: zero-width characters, a byte order mark, a soft hyphen, a filler that counts as a letter. */
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

/** The same characters elsewhere in Unicode: as they are, small, full-width, bold. */
const LETTERS: Record<string, (letter: string) => string> = {
  asTheyAre: (letter) => letter,
  small: (letter) => letter.toLowerCase(),
  fullWidth: (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0),
  bold: (letter) => {
    const [code, from, to] = /\d/.test(letter) ? [letter, "0", 0x1d7ce] : [letter, "A", 0x1d400];
    return String.fromCodePoint(to + code.charCodeAt(0) - from.charCodeAt(0));
  },
};

/** A way to write a code that is as good as the code itself. */
export const spelling = fc.record({
  dash: fc.constantFrom(...DASHES),
  invisible: fc.constantFrom(...INVISIBLE),
  around: fc.constantFrom(...AROUND),
  letters: fc.constantFrom(...Object.keys(LETTERS)),
  zero: fc.constantFrom("0", "O"),
  one: fc.constantFrom("1", "I", "L"),
});

export type Spelling = typeof spelling extends fc.Arbitrary<infer T> ? T : never;

/** Writes a code so. */
export function spell(code: string, { dash, invisible, around, letters, zero, one }: Spelling): string {
  const write = LETTERS[letters] ?? ((letter: string) => letter);
  const groups = code
    .replaceAll("0", zero)
    .replaceAll("1", one)
    .split("-")
    .map((group) => [...group].map((letter) => (/[0-9A-Z]/.test(letter) ? write(letter) : letter)).join(""));
  return around[0] + groups.join(invisible + dash) + invisible + around[1];
}

/** What a letter may be mistaken for, or come to: never another way to write it. */
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

/** A mistake in one letter of a code. */
export const mistake = fc.record({
  kind: fc.constantFrom(...(Object.keys(MISTAKES) as (keyof typeof MISTAKES)[])),
  at: fc.nat(23),
});

/** Makes the mistake: what comes out is no way to write this code. */
export function mistaken(code: string, { kind, at }: { kind: keyof typeof MISTAKES; at: number }): string {
  let place = 0;
  return code.replace(/[0-9A-Z]/g, (letter) => (place++ === at ? MISTAKES[kind](letter) : letter));
}
