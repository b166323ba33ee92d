import { describe, expect, it } from "vitest";
import type { Award, Raffle, RaffleSummary, Transcript, Winner } from "../../../src/contract/wire";
import { dueAt, quicknet, roundToDraw, verifyRound } from "../../../src/domain/beacon";
import { drawTickets } from "../../../src/domain/draw";
import { exampleOf, type OpenApi } from "../../../src/web/server/openapi";
import { faults, openApi } from "../../testkit/openapi";
import { open } from "../../testkit/pages";
import { call, MANAGER } from "../../testkit/service";

const document = (await openApi()) as unknown as OpenApi;
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
const { html } = await open("/docs");

/** Returns the response that the page shows as the example of an operation. */
function shown(id: string): string {
  const part = new RegExp(`<article id="${id}".*?</article>`, "s").exec(html)?.[0] ?? "";
  const text = /<figcaption>Response<\/figcaption><pre[^>]*><code>(.*?)<\/code>/s.exec(part)?.[1] ?? "";
  return text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

const example = <T>(id: string): T => JSON.parse(shown(id)) as T;

const raffles = () => [
  ...["createRaffle", "getRaffle", "closeRaffle"].map((id) => example<Raffle>(id)),
  ...example<Raffle[]>("listRaffles"),
];
const awards = () => [
  ...["collectPrize", "undoCollecting", "forfeitPrize"].map((id) => example<Award>(id)),
  ...example<Award[]>("listAwards"),
];

/** Checks what is true of every raffle. */
function expectConsistent(raffle: Raffle | RaffleSummary): void {
  const { status, total_tickets, available_tickets, claimed_tickets, opens_at, closes_at } = raffle;
  const isClosed = status === "closed" || status === "drawn";
  const left = Number(total_tickets) - Number(claimed_tickets);
  expect(available_tickets).toBe(isClosed ? 0 : left);
  expect(raffle.winners_drawn).toBe(status === "drawn");
  if (opens_at !== null && closes_at !== null)
    expect(Date.parse(closes_at)).toBeGreaterThan(Date.parse(opens_at));
}

describe("the examples of responses on /docs", () => {
  it("match their schemas", async () => {
    for (const { operationId, responses } of operations) {
      const schema = responses["200"]?.content["application/json"]?.schema;
      if (schema) expect(await faults(schema as never, example(operationId))).toEqual([]);
    }
  });

  it("are also in the OpenAPI document, unless they follow from the schema", () => {
    for (const { operationId, responses } of operations) {
      const json = responses["200"]?.content["application/json"];
      if (json) expect(example(operationId)).toEqual(json.example ?? exampleOf(document, json.schema));
    }
  });

  it("count the tickets of a raffle as its status requires", () => {
    for (const raffle of [...raffles(), ...example<RaffleSummary[]>("listSummaries")])
      expectConsistent(raffle);
  });

  it("show the raffle that the example of a request creates", async () => {
    const body = document.paths["/raffles/"]?.post?.requestBody?.content["application/json"]?.schema ?? {};
    const json = exampleOf(document, body, true);
    const created = await (await call("POST", "/raffles/", { from: MANAGER, json })).json<Raffle>();
    const { raffle_id, created_at, draw } = example<Raffle>("createRaffle");
    expect({ ...created, raffle_id, created_at, draw }).toEqual(example("createRaffle"));
  });

  it("have a closing time exactly when the raffle is closed, and the round that follows from it", () => {
    for (const { status, closed_at, created_at, draw } of raffles()) {
      expect(closed_at !== null).toBe(status === "closed" || status === "drawn");
      const round = closed_at && roundToDraw(quicknet, Date.parse(closed_at));
      expect(draw.round).toBe(round);
      expect(draw.due && Date.parse(draw.due)).toBe(round && dueAt(quicknet, round));
      if (closed_at) expect(Date.parse(closed_at)).toBeGreaterThan(Date.parse(created_at));
    }
    expect(example<Raffle>("closeRaffle").status).toBe("closed");
  });

  it("say of an award only what its status allows", () => {
    for (const { status, collected_at, passed_to } of awards()) {
      expect(collected_at !== null).toBe(status === "collected");
      if (status !== "forfeited") expect(passed_to).toBeNull();
    }
  });

  it("show an award after the call", () => {
    expect(example<Award>("collectPrize").status).toBe("collected");
    expect(example<Award>("undoCollecting").status).toBe("won");
    expect(example<Award>("forfeitPrize")).toMatchObject({
      status: "forfeited",
      passed_to: expect.any(Number),
    });
  });

  it("show a draw that can be verified", () => {
    const draw = example<Transcript>("getDraw");
    const [round, signature, closedAt] = [Number(draw.round), String(draw.signature), String(draw.closed_at)];
    expect(round).toBe(roundToDraw(quicknet, Date.parse(closedAt)));
    expect(Date.parse(String(draw.due))).toBe(dueAt(quicknet, round));
    expect(Date.parse(String(draw.drawn_at))).toBeGreaterThanOrEqual(dueAt(quicknet, round));
    expect(draw.randomness).toBe(verifyRound(quicknet, round, signature));
    expect(draw.claimed_digest === null).toBe(draw.claimed_tickets === draw.total_tickets);
    expect(draw.sold_out_at).toBe(draw.closed_by === "sold_out" ? closedAt : null);
    expect(draw.proves).toMatch(/^Whoever saved this between closed_at and due/);
  });

  it("name the winners and reserves of that draw", () => {
    const draw = example<Transcript>("getDraw");
    const drawn = drawTickets(
      {
        network: String(draw.network?.chain_hash),
        round: Number(draw.round),
        randomness: String(draw.randomness),
        raffleId: draw.raffle_id,
        totalTickets: draw.total_tickets,
        prizes: draw.prizes,
        closedEarly: null,
      },
      (claim) => claim,
    );
    const numbers = (id: string) => example<Winner[]>(id).map(({ ticket_number }) => ticket_number);
    const [winners, reserves] = [[...drawn.winners], [...drawn.reserves]];
    expect(numbers("drawWinners")).toEqual(winners);
    expect(numbers("listWinners")).toEqual(winners.toSorted((a, b) => a - b));
    expect(numbers("listReserves")).toEqual(reserves.slice(0, numbers("listReserves").length));
    for (const { ticket_number, rank } of awards())
      expect(ticket_number).toBe([...winners, ...reserves][rank - 1]);
    for (const { passed_to } of awards().filter(({ status }) => status === "forfeited"))
      expect(passed_to).toBe(reserves[0]);
  });

  it("show a message of a stream", () => {
    const message = /^data: (.*)\n\n$/.exec(shown("watchRaffle"))?.[1] ?? "null";
    expect(JSON.parse(message)).toEqual({
      available_tickets: expect.any(Number),
      drawn: false,
      status: "open",
      forfeited_count: 0,
    });
  });
});
