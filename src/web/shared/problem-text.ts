import type { Texts } from "../texts/languages";

/** Returns the text for a problem, by its code in the catalogue. */
export const problemText = (
  code: string,
  { problems, other }: Pick<Texts, "problems" | "other">,
): { title: string; advice: string } => problems[code as keyof typeof problems] ?? other;
