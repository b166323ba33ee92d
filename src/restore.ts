import { callWithRetries } from "./api/shared/object-call";
import { app } from "./app";
import { directoryOf } from "./durable-objects/directory/object";
import { RaffleObject as Raffle } from "./durable-objects/raffle/object";
import { log } from "./log";

export { DirectoryObject } from "./durable-objects/directory/object";

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

/** A time in UTC, to the second or finer. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
/** A place in the history of an object, as the platform writes it. */
const BOOKMARK = /^[0-9a-f-]{32,}$/;

/** What `?to=` means: milliseconds since 1970 or a bookmark; undefined for neither. */
function readTarget(to: string): number | string | undefined {
  if (!TIME.test(to)) return BOOKMARK.test(to) ? to : undefined;
  const time = Date.parse(to);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * Puts one raffle back and, if it was deleted, on the list again; without `to` only that. Answers what undoes it, and
 * what is there now.
 */
async function restore(env: RestoreEnv, id: string, to: string | null): Promise<Response> {
  const object = () => env.RAFFLE.getByName(id) as unknown as DurableObjectStub<RaffleObject>;
  let undo: string | null = null;
  if (to !== null) {
    const target = readTarget(to);
    if (target === undefined) {
      const detail = "to must be a time in UTC like 2026-11-23T09:30:00Z, or a bookmark";
      return Response.json({ detail }, { status: 400 });
    }
    undo = await object().rewind(target);
    // The answer may get lost on its way.
    log("info", "raffle_restoring", { raffle_id: id, to, undo });
    await scheduler.wait(1000);
  }
  try {
    const found = await callWithRetries(() => object().state());
    if (found.ok) await callWithRetries(() => directoryOf(env).add(id, found.value.createdAt));
    return Response.json({ undo, raffle: found.ok ? found.value : null });
  } catch (error) {
    log("error", "restoring_unfinished", { raffle_id: id, error: String(error) });
    const detail = "It may not be on the list: call again, without to";
    return Response.json({ undo, detail }, { status: 503 });
  }
}

/** The service with one route more, for as long as an operator deploys this in place of `src/index.ts`. */
export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    const id = PATH.exec(url.pathname)?.[1];
    if (request.method !== "POST" || !id) return app.fetch(request, env, ctx);
    return (await isAllowed(request, env.RESTORE_TOKEN))
      ? restore(env, id, url.searchParams.get("to"))
      : app.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<RestoreEnv>;
