import type { Context } from "hono";
import { accepts } from "hono/accepts";

/** Limits the languages that are looked up. Browsers send far fewer, and each lookup takes time. */
const MAX_LANGUAGES = 50;

function isSupported(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    // Not a language tag, for example "*".
    return false;
  }
}

/** Returns the supported locale that `Accept-Language` prefers, among those that match. */
const preferredLocale = (c: Context, fallback: string, isWanted: (tag: string) => boolean): string =>
  accepts(c, {
    header: "Accept-Language",
    supports: [],
    default: fallback,
    match: (accepted) =>
      accepted.slice(0, MAX_LANGUAGES).find(({ type, q }) => q > 0 && isWanted(type) && isSupported(type))
        ?.type ?? fallback,
  });

/** Returns the visitor's variety of a language, such as "en-GB" for "en". Dates differ between them. */
export const localeFor = (c: Context, language: string): string =>
  preferredLocale(c, language, (tag) => tag.split("-")[0]?.toLowerCase() === language);

/**
 * Returns the separator that spreadsheets expect, which is the system's list separator. It is the semicolon
 * where the decimal sign is not a point, and in Switzerland.
 */
export function separatorFor(c: Context): "comma" | "semicolon" {
  // Intl has the decimal sign of "ar-EG" neither for "ar" nor for "ar-Arab-EG".
  const { language, region } = new Intl.Locale(preferredLocale(c, "en", () => true)).maximize();
  if (region === "CH") return "semicolon";
  const parts = new Intl.NumberFormat(region ? `${language}-${region}` : language).formatToParts(0.5);
  return parts.some(({ type, value }) => type === "decimal" && value === ".") ? "comma" : "semicolon";
}
