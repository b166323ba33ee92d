import type { Award } from "../../contract/wire";
import { MAX_ATTEMPTS, retryDelay } from "./backoff";
import { wait } from "./dom";

/** Reads a page of awards. Retries with back-off. Throws if no attempt succeeds. */
export async function readAwards(path: string): Promise<Award[]> {
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(path).catch(() => undefined);
    if (response?.ok) return response.json();
    if (attempt + 1 === MAX_ATTEMPTS) throw new Error(`${path}: ${response?.status}`);
    await wait(retryDelay(attempt, response));
  }
}
