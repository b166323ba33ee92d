import { parseTypedNumber } from "../shared/typed-number";
import type { Texts } from "../texts/languages";

/**
 * The largest number of passes on a sheet. Such a page takes 180 ms of CPU and has 2 MB, or 126 KB gzipped:
 * measured on 2026-11-30 as the CPU time of workerd (scripts/workerd.ts) over 20 requests after the first
 * one.
 */
export const MAX_PASSES_PER_SHEET = 300;

/** The number of passes on a sheet, unless the form asks for another number. */
const DEFAULT_PASSES_PER_SHEET = 60;

/** The numbers of the first and the last pass of a sheet. */
export interface PassRange {
  from: number;
  to: number;
}

/** A range as typed. It has either faults or a valid range. */
export interface TypedRange {
  from: string;
  to: string;
  faults: { from?: string; to?: string };
  range?: PassRange;
}

/**
 * Reads the range of a sheet. The first number is 1 by default, and the last one follows from it.
 *
 * @param typed the query of the page. An empty value counts as missing
 * @param total the number of the raffle's passes
 */
export function readRange(
  typed: { from: string | undefined; to: string | undefined },
  total: number,
  texts: Texts["passes"],
): TypedRange {
  const isNumber = (n: number | string): n is number => typeof n === "number" && n >= 1 && n <= total;
  const from = parseTypedNumber(typed.from?.trim() || "1");
  const shown = { from: String(from), to: typed.to?.trim() ?? "" };
  if (!isNumber(from)) return { ...shown, faults: { from: texts.notANumber(total) } };
  const last = Math.min(from + DEFAULT_PASSES_PER_SHEET - 1, total);
  const to = parseTypedNumber(shown.to || String(last));
  const reject = (fault: string) => ({ ...shown, faults: { to: fault } });
  if (!isNumber(to)) return reject(texts.notANumber(total));
  if (to < from) return reject(texts.notBelow(from));
  const max = from + MAX_PASSES_PER_SHEET - 1;
  if (to > max) return reject(texts.tooMany(MAX_PASSES_PER_SHEET, max));
  return { from: String(from), to: String(to), faults: {}, range: { from, to } };
}

/** Returns the range of the same length after this one, if there are more passes. */
export const nextRange = ({ from, to }: PassRange, total: number): PassRange | undefined =>
  to < total ? { from: to + 1, to: Math.min(2 * to - from + 1, total) } : undefined;

/** Returns the range of the same length before this one, if it does not begin with the first pass. */
export const previousRange = ({ from, to }: PassRange): PassRange | undefined =>
  from > 1 ? { from: Math.max(2 * from - to - 1, 1), to: from - 1 } : undefined;
