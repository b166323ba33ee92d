import { readPass, writePass } from "../../domain/pass";

/** Returns a pass as it is printed, from a text as people type it. Undefined if the text can't be a pass. */
export function parseTypedPass(text: string): string | undefined {
  const pass = readPass(text);
  return pass && writePass(pass);
}
