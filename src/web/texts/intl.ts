/** A text for each plural form of a language. Every language has `other` (cldr.unicode.org, plural rules). */
export type PluralForms = { one: string; other: string; many?: string };

/** Is the number of seconds in each unit of a duration, from the largest unit. */
const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** Below this many seconds, a duration has seconds. */
const SECONDS_PER_HOUR = 3600;

/** Returns the functions that format numbers for the texts of a language. */
export function intlFor(language: string) {
  const numbers = new Intl.NumberFormat(language);
  const rules = new Intl.PluralRules(language);
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  const number = (n: number): string => numbers.format(n);
  return {
    number,
    /** Returns the text for a number. */
    plural: (n: number, forms: PluralForms): string => {
      const form = rules.select(n);
      return (form === "one" || form === "many" ? forms[form] : undefined) ?? forms.other;
    },
    /** Formats a duration in its two largest units, in whole minutes from an hour on. */
    duration: (seconds: number): string => {
      let rest = seconds < SECONDS_PER_HOUR ? seconds : Math.floor(seconds / 60) * 60;
      const parts: string[] = [];
      for (const [name, size] of UNITS) {
        const value = Math.floor(rest / size);
        rest -= value * size;
        if (value > 0 && parts.length < 2) parts.push(unit(value, name));
      }
      return parts.join(" ") || unit(0, "second");
    },
    /** Joins items to a list, as in "a, b and c". */
    list: (items: readonly string[]): string => new Intl.ListFormat(language).format(items),
  };
}
