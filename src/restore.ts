import { callRepeatedly } from "./api/call";
import { app } from "./app";
import { log } from "./log";
import { directoryOf } from "./objects/directory/object";
import { RaffleObject as Raffle } from "./objects/raffle/object";

export { DirectoryObject } from "./objects/directory/object";

/** A raffle whose storage can be put back (docs/operations.md). */
export class RaffleObject extends Raffle {
  /**
   * Puts the storage back and starts the object anew.
   *
   * @param to milliseconds since 1970, or a bookmark
   * @returns the bookmark that undoes it
   */
  async rewind(to: number | string): Promise<string> {
    const { storage } = this.ctx;
    const bookmark = typeof to === "string" ? to : await storage.getBookmarkForTime(to);
    const undo = await storage.onNextSessionRestoreBookmark(bookmark);
    // When the answer has left.
    this.ctx.waitUntil(scheduler.wait(500).then(() => this.ctx.abort("restored")));
    return undo;
  }
}

interface RestoreEnv extends Env {
  readonly RESTORE_TOKEN?: string;
}

const PATH = /^\/restore\/([0-9a-f-]{36})$/;

async function isAllowed(request: Request, token: string | undefined): Promise<boolean> {
  if (token === undefined || token.length < 32) return false;
  const hash = (text: string) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const given = request.headers.get("Authorization") ?? "";
  return crypto.subtle.timingSafeEqual(await hash(given), await hash(`Bearer ${token}`));
}

/** Puts one raffle back, and on the list again if it was deleted. Answers what undoes it, and what is there now. */
async function restore(env: RestoreEnv, id: string, to: string): Promise<Response> {
  const object = () => env.RAFFLE.getByName(id) as unknown as DurableObjectStub<RaffleObject>;
  const undo = await object().rewind(/^\d{4}-\d\d-\d\dT/.test(to) ? Date.parse(to) : to);
  // The answer may get lost on its way.
  log("info", "raffle_restoring", { raffle_id: id, to, undo });
  await scheduler.wait(1000);
  const found = await callRepeatedly(() => object().state());
  if (found.ok) await directoryOf(env).add(id, found.value.createdAt);
  return Response.json({ undo, raffle: found.ok ? found.value : null });
}

/** The service with one route more, for as long as an operator deploys this in place of `src/index.ts`. */
export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    const id = PATH.exec(url.pathname)?.[1];
    const to = url.searchParams.get("to");
    if (request.method !== "POST" || !id || !to) return app.fetch(request, env, ctx);
    return (await isAllowed(request, env.RESTORE_TOKEN))
      ? restore(env, id, to)
      : app.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<RestoreEnv>;
