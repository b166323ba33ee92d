import type { RandomWords } from "../../raffle/selection";

/** Words taken from the system at a time: what one call of getRandomValues may give (65,536 bytes). */
const WORDS = 16_384;

/** The operating system's randomness (Web Crypto), 32 bits at a time. */
export function systemRandomWords(): RandomWords {
  const words = new Uint32Array(WORDS);
  let next = WORDS;
  return () => {
    if (next === WORDS) {
      crypto.getRandomValues(words);
      next = 0;
    }
    return words[next++] as number;
  };
}
