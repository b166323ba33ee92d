import type * as en from "./en";

/** The languages of the pages, each by its own name. Each has a file in this folder. */
export const languages = { en: "English", de: "Deutsch", es: "Español", fr: "Français" } as const;

export type Language = keyof typeof languages;

/** The texts that people see. A language with a missing text does not compile. */
export type Texts = typeof en;
