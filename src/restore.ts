import { callWithRetries } from "./api/shared/object-call";
import { app } from "./app";
import { directoryOf } from "./durable-objects/directory/object";
import { RaffleObject as Raffle } from "./durable-objects/raffle/object";
import { log } from "./log";

export { DirectoryObject } from "./durable-objects/directory/object";

/** How long after a restore the object restarts, in milliseconds. */
const RESTART_DELAY_MS = 500;

/** How long the Worker waits for that restart, in milliseconds. */
const RESTART_WAIT_MS = 1000;

/** A raffle's object whose storage can be restored (docs/operations.md). */
export class RaffleObject extends Raffle {
  /**
   * Restores the storage to a point in its history, then restarts the object.
   *
   * @param to milliseconds since 1970, or a bookmark
   * @returns the bookmark that undoes the restore
   */
  async rewind(to: number | string): Promise<string> {
    const { storage } = this.ctx;
    const bookmark = typeof to === "string" ? to : await storage.getBookmarkForTime(to);
    const undo = await storage.onNextSessionRestoreBookmark(bookmark);
    // The delay lets the response leave first.
    this.ctx.waitUntil(scheduler.wait(RESTART_DELAY_MS).then(() => this.ctx.abort("restored")));
    return undo;
  }
}

interface RestoreEnv extends Env {
  readonly RESTORE_TOKEN?: string;
}

const RESTORE_PATH = /^\/restore\/([0-9a-f-]{36})$/;

/** Reports whether the request has the token. A token shorter than 32 characters allows nobody. */
async function isAllowed(request: Request, token: string | undefined): Promise<boolean> {
  if (token === undefined || token.length < 32) return false;
  const hash = (text: string) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const authorization = request.headers.get("Authorization") ?? "";
  return crypto.subtle.timingSafeEqual(await hash(authorization), await hash(`Bearer ${token}`));
}

/** Matches a time in UTC, with seconds. */
const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
/** Matches a bookmark: a point in the history of an object's storage. */
const BOOKMARK = /^[0-9a-f-]{32,}$/;

/** Parses `?to=`. Returns milliseconds since 1970, a bookmark, or undefined for any other text. */
function readTarget(to: string): number | string | undefined {
  if (!UTC_TIME.test(to)) return BOOKMARK.test(to) ? to : undefined;
  const time = Date.parse(to);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * Restores one raffle and adds it to the list. Without `to`, only adds it to the list. Returns the bookmark
 * that undoes the restore, and the raffle after it.
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
    // The response may get lost, so the log has the bookmark too.
    log("info", "raffle_restoring", { raffle_id: id, to, undo });
    await scheduler.wait(RESTART_WAIT_MS);
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

/** Serves the app and a route for restoring. Deploy it instead of `src/index.ts` while it is needed. */
export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    const id = RESTORE_PATH.exec(url.pathname)?.[1];
    if (request.method !== "POST" || !id) return app.fetch(request, env, ctx);
    return (await isAllowed(request, env.RESTORE_TOKEN))
      ? restore(env, id, url.searchParams.get("to"))
      : app.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<RestoreEnv>;
