import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unstable_startWorker } from "wrangler";
import { scripts } from "../../package.json";
import { folder, verifyDraw } from "./python";

type Worker = Awaited<ReturnType<typeof unstable_startWorker>>;

let worker: Worker;
let service: string;

/** Calls the service, by default as a manager. Returns the JSON of a 200, and throws otherwise. */
async function call<T>(method: string, path: string, json?: unknown, from = "127.0.0.1"): Promise<T> {
  const answer = await fetch(`${service}${path}`, {
    method,
    headers: { "CF-Connecting-IP": from, "Content-Type": "application/json" },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

beforeAll(async () => {
  // Serves as `npm start` does, but on a free port and without stored raffles.
  const [, name = "", value = ""] = / --var (\w+):(\w+)$/.exec(scripts.start) ?? [];
  worker = await unstable_startWorker({
    config: "wrangler.toml",
    bindings: { [name]: { type: "plain_text", value } },
    dev: {
      persist: `${folder}/state`,
      server: { hostname: "127.0.0.1", port: 0 },
      inspector: false,
      watch: false,
    },
  });
  service = (await worker.url).origin;
}, 60_000);

afterAll(() => worker.dispose());

describe("verify-draw.py with a running service", () => {
  it("reports that the raffle is not drawn, and after the draw that it holds", async () => {
    const prizes = [
      { name: "Café crème", amount: 2 },
      { name: "Bicycle\n1 1 x", amount: 1 },
    ];
    const facts = { name: "Fair", total_tickets: 5, prizes };
    const { raffle_id } = await call<{ raffle_id: string }>("POST", "/raffles/", facts);
    const before = await verifyDraw(service, raffle_id);
    expect([before.status, before.stderr]).toEqual([2, "Can't tell: not drawn yet (round None, due None)\n"]);
    for (let n = 1; n <= 5; n++) {
      await call("POST", `/raffles/${raffle_id}/participate/`, undefined, `192.0.2.${n}`);
    }
    await call("POST", `/raffles/${raffle_id}/winners/`);
    expect(await verifyDraw(service, raffle_id)).toEqual({
      status: 0,
      stdout:
        "The draw holds, which proves only that the winners follow from randomness that the service chose: " +
        "3 of 5 tickets win\n",
      stderr: "",
    });
  });
});
