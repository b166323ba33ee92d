import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { directoryOf } from "../src/objects/directory/object";
import restoring from "../src/restore";
import { raffleObject } from "./support/objects";
import { createRaffle, MANAGER, requestTo } from "./support/service";

const TOKEN = "a token of 32 characters or more";

/** The deployment that restores, whose objects know how: `asked` is what they were to go back to. */
function restoringService(token: string | null = TOKEN) {
  const asked: unknown[] = [];
  const getByName = (id: string) => ({
    rewind: async (to: unknown) => {
      asked.push(to);
      return "before";
    },
    state: () => raffleObject(id).state(),
  });
  const changed = { ...env, RAFFLE: { getByName }, RESTORE_TOKEN: token ?? undefined } as never;
  const service = (path: string, authorization = `Bearer ${TOKEN}`) => {
    const request = requestTo("POST", path, { from: MANAGER, headers: { Authorization: authorization } });
    return restoring.fetch(request as never, changed, createExecutionContext());
  };
  return { service, asked };
}

describe("the deployment that restores", () => {
  it("puts a raffle back to a time, tells what undoes it, and lists the raffle again", async () => {
    const { raffle_id } = await createRaffle();
    await directoryOf(env).remove(raffle_id);
    const { service, asked } = restoringService();
    const answer = await service(`/restore/${raffle_id}?to=2026-11-23T09:30:00Z`);
    expect(await answer.json()).toMatchObject({ undo: "before", raffle: { id: raffle_id } });
    expect(asked).toEqual([Date.parse("2026-11-23T09:30:00Z")]);
    expect((await directoryOf(env).page(100)).ids).toContain(raffle_id);
  });

  it("puts a raffle back to a bookmark", async () => {
    const { raffle_id } = await createRaffle();
    const { service, asked } = restoringService();
    const bookmark = "0000007b-0000b26e-00001538-0c3e87bb37b3db5cc52eedb93cd3b96b";
    await service(`/restore/${raffle_id}?to=${bookmark}`);
    expect(asked).toEqual([bookmark]);
  });

  it.each([
    ["with another token", TOKEN, "Bearer another token of 32 characters or"],
    ["without a token", TOKEN, ""],
    ["where none is set", null, "Bearer undefined"],
    ["where an empty one is set", "", "Bearer "],
    ["where a short one is set", "short", "Bearer short"],
  ])("knows of no such route %s", async (_, token, authorization) => {
    const { service, asked } = restoringService(token);
    const answer = await service(`/restore/${crypto.randomUUID()}?to=2026-11-23T09:30:00Z`, authorization);
    expect([answer.status, asked]).toEqual([404, []]);
  });

  it("is the service to everybody else", async () => {
    const { raffle_id } = await createRaffle();
    const request = requestTo("GET", `/raffles/${raffle_id}/`);
    expect((await restoring.fetch(request as never, env, createExecutionContext())).status).toBe(200);
  });
});
