// Calls of a manager to the service under test, one at a time.

export const PORT = 8830;
export const SERVICE_URL = `http://127.0.0.1:${PORT}`;

/** Calls as a manager. Returns the JSON of the answer, and throws if the status is not 2xx. */
export async function call(method: string, path: string, json?: unknown): Promise<unknown> {
  const answer = await fetch(SERVICE_URL + path, {
    method,
    headers: { "CF-Connecting-IP": "127.0.0.1", "Content-Type": "application/json" },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Creates a raffle and returns its id. */
export async function createRaffle(total: number, winners: number): Promise<string> {
  const facts = { name: "Bench", total_tickets: total, prizes: [{ name: "Prize", amount: winners }] };
  return ((await call("POST", "/raffles/", facts)) as { raffle_id: string }).raffle_id;
}

/** Creates a raffle of `total` tickets with passes, and returns its id and its passes. */
export async function createWithPasses(
  total: number,
  passes: number,
): Promise<{ id: string; list: string[] }> {
  const prizes = [{ name: "Prize", amount: 1 }];
  const facts = { name: "Bench", total_tickets: total, prizes, admission: "pass", passes };
  const { raffle_id: id } = (await call("POST", "/raffles/", facts)) as { raffle_id: string };
  const headers = { "CF-Connecting-IP": "127.0.0.1", Accept: "text/csv" };
  const file = await fetch(`${SERVICE_URL}/raffles/${id}/passes/`, { headers });
  const list = [...(await file.text()).matchAll(/^\d+,"([^"]*)"/gm)].map(([, pass = ""]) => pass);
  if (list.length !== passes) throw new Error(`${list.length} of ${passes} passes are listed`);
  return { id, list };
}

/** Gives out tickets until `count` are given out. Returns the bytes that the new ones take. */
export const giveOut = async (id: string, count: number): Promise<number> =>
  ((await call("POST", `/bench/${id}/fill/${count}`)) as { bytes: number }).bytes;

/** Sells out a raffle by storing only its last claim. The object counts claims by the last one's number. */
export const giveOutLast = (id: string, total: number): Promise<unknown> =>
  call("POST", `/bench/${id}/fill-last/${total}`);

/** Creates a raffle of `winners` tickets and sells it out. Every ticket wins. `bytes` are per ticket. */
export async function createSoldOut(winners: number): Promise<{ id: string; bytes: number }> {
  const id = await createRaffle(winners, winners);
  return { id, bytes: (await giveOut(id, winners)) / winners };
}

/** Draws. Returns the milliseconds until the answer begins, which is when the draw is on disk. */
export async function draw(id: string): Promise<number> {
  const start = performance.now();
  const answer = await fetch(`${SERVICE_URL}/raffles/${id}/winners/`, {
    method: "POST",
    headers: { "CF-Connecting-IP": "127.0.0.1" },
  });
  const time = performance.now() - start;
  if (!answer.ok) throw new Error(`draw: ${answer.status}`);
  for await (const _ of answer.body ?? []);
  return time;
}
