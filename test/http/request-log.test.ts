import { afterEach, describe, expect, it, vi } from "vitest";
import { openApi } from "../testkit/openapi";
import { call, createRaffle, participate, type Ticket } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

const id = crypto.randomUUID();

describe("the log", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Returns everything that `work` writes to the console. */
  async function captureLog(work: () => Promise<unknown>): Promise<string[]> {
    const spies = (["log", "info", "warn", "error", "debug"] as const).map((level) =>
      vi.spyOn(console, level),
    );
    await work();
    return spies.flatMap(({ mock }) => mock.calls.map((line) => line.join(" ")));
  }

  it("has one line per request, with the route and the request id of the response", async () => {
    await openApi(); // call() fetches it once, which would add a line to the log.
    let requestId: string | null = "";
    const lines = await captureLog(async () => {
      requestId = (await call("GET", `/raffles/${id}/`)).headers.get("X-Request-Id");
    });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        event: "request",
        request_id: requestId,
        method: "GET",
        route: "/raffles/:raffle_id/",
        raffle_id: id,
        status: 404,
        duration_ms: expect.any(Number),
      },
    ]);
  });

  it("names the route of a request that the rate limit refuses", async () => {
    const limited = serviceWith({ RATE_LIMIT: { limit: async () => ({ success: false }) } });
    const [line] = await captureLog(() => limited("GET", `/raffles/${id}/`));
    expect(JSON.parse(line ?? "")).toMatchObject({ route: "/raffles/:raffle_id/", status: 429 });
  });

  it("names no route for a path that has none", async () => {
    const [line] = await captureLog(() => call("GET", "/203.0.113.77"));
    expect(JSON.parse(line ?? "")).not.toHaveProperty("route");
  });

  it("never has a code, a key or an address, even for errors", async () => {
    const key = crypto.randomUUID();
    let ticket: Ticket | undefined;
    const lines = await captureLog(async () => {
      const { raffle_id } = await createRaffle({ total_tickets: 1 });
      const first = await participate(raffle_id, "203.0.113.77", { "Idempotency-Key": key });
      ticket = await first.json<Ticket>();
      await participate(raffle_id, "203.0.113.77");
      await call("GET", `/raffles/${ticket.verification_code}/`, { from: "203.0.113.77" });
      await call("GET", `/${ticket.verification_code}/203.0.113.77`, { from: "203.0.113.77" });
      await call("POST", `/raffles/${raffle_id}/verify-ticket/`, { from: "203.0.113.77", json: ticket });
      await call("POST", `/raffles/${raffle_id}/verify-ticket/`, {
        from: "203.0.113.77",
        body: ticket.verification_code,
      });
      const broken = serviceWith({ RAFFLE: undefined });
      await broken("POST", `/raffles/${raffle_id}/participate/`, {
        from: "203.0.113.77",
        headers: { "Idempotency-Key": key },
      });
      await broken("POST", `/raffles/${raffle_id}/verify-ticket/`, { from: "203.0.113.77", json: ticket });
    });
    const text = lines.join("\n");
    expect(lines.length).toBeGreaterThanOrEqual(10);
    for (const secret of [ticket?.verification_code ?? "", key, "203.0.113.77"])
      expect(text).not.toContain(secret);
  });
});
