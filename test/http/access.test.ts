import { beforeAll, describe, expect, it } from "vitest";
import { type Call, call, MANAGER, type Problem, playRaffle, type Ticket } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

/** An IPv6 address on the list beside the one of wrangler.toml, and one that differs in its last bit. */
const LISTED6 = "2001:db8:77::5";
const NEIGHBOUR6 = "2001:db8:77::4";
const ALLOWED = "https://fair.example.org";
const service = serviceWith({
  MANAGER_IP_ADDRESSES: ["127.0.0.0/8", LISTED6],
  ALLOWED_ORIGINS: [ALLOWED],
});
const stranger = "192.0.2.66";
const page = (origin: string, site: string) => ({ Origin: origin, "Sec-Fetch-Site": site });

/** Who calls. A page's caller is a manager who visits it: it calls from their address. */
const callers = {
  "a listed address": { from: MANAGER },
  "a listed IPv6 address": { from: LISTED6 },
  "the neighbour of a listed IPv6 address": { from: NEIGHBOUR6 },
  "an address that is not listed": { from: stranger },
  "no address": { from: null },
  "forged headers": {
    from: stranger,
    headers: Object.fromEntries(
      [
        "X-Forwarded-For",
        "X-Real-IP",
        "True-Client-IP",
        "X-Client-IP",
        "CF-Connecting-IPv6",
        "Forwarded",
      ].map((name) => [name, name === "Forwarded" ? `for=${MANAGER}` : MANAGER]),
    ),
  },
  "the page of another site": { from: LISTED6, headers: page("https://evil.example", "cross-site") },
  "a page in a sandboxed frame": { from: LISTED6, headers: page("null", "cross-site") },
  "a form that another site submits": {
    from: LISTED6,
    headers: {
      ...page("https://evil.example", "cross-site"),
      "Sec-Fetch-Mode": "navigate",
      "Sec-Fetch-Dest": "iframe",
    },
  },
  "a page of ALLOWED_ORIGINS": { from: LISTED6, headers: page(ALLOWED, "cross-site") },
} satisfies Record<string, Call>;
type Caller = keyof typeof callers;

const facts = { name: "Fair", total_tickets: 1, prizes: [{ name: "Cake", amount: 1 }] };
let id: string;
let ticket: Ticket;
beforeAll(async () => {
  const played = await playRaffle(facts);
  id = played.id;
  ticket = played.tickets[0] as Ticket;
});

/** What the routes answer behind the door, to whoever gets that far: here of a raffle that is drawn. */
const routes: Record<string, { method: string; path: () => string; json?: () => unknown; inside: string }> = {
  createRaffle: { method: "POST", path: () => "/raffles/", json: () => facts, inside: "200" },
  listRaffles: { method: "GET", path: () => "/raffles/", inside: "200" },
  listSummaries: { method: "GET", path: () => "/raffles/summaries/", inside: "200" },
  deleteRaffle: {
    method: "DELETE",
    path: () => `/raffles/${id}/`,
    json: () => ({ name: "Other" }),
    inside: '422 The raffle is called "Fair"',
  },
  watchRaffle: { method: "GET", path: () => `/raffles/${id}/live/`, inside: "200" },
  getRaffle: { method: "GET", path: () => `/raffles/${id}/`, inside: "200" },
  participate: {
    method: "POST",
    path: () => `/raffles/${id}/participate/`,
    inside: "410 No tickets remaining",
  },
  drawWinners: { method: "POST", path: () => `/raffles/${id}/winners/`, inside: "400 Winners already drawn" },
  listWinners: { method: "GET", path: () => `/raffles/${id}/winners/`, inside: "200" },
  getDraw: { method: "GET", path: () => `/raffles/${id}/draw/`, inside: "200" },
  listReserves: { method: "GET", path: () => `/raffles/${id}/draw/reserves/`, inside: "200" },
  verifyTicket: {
    method: "POST",
    path: () => `/raffles/${id}/verify-ticket/`,
    json: () => ticket,
    inside: "200",
  },
  getProblem: { method: "GET", path: () => "/problems/not-found", inside: "200" },
  getHealth: { method: "GET", path: () => "/healthz", inside: "200" },
};

const UNAUTHORIZED = "403 Unauthorized";
const UNKNOWN = "400 Client address unknown";
const CROSS_SITE = "403 Cross-site request";
const manage: Partial<Record<Caller, string>> = {
  "the neighbour of a listed IPv6 address": UNAUTHORIZED,
  "an address that is not listed": UNAUTHORIZED,
  "no address": UNKNOWN,
  "forged headers": UNAUTHORIZED,
  "the page of another site": CROSS_SITE,
  "a page in a sandboxed frame": CROSS_SITE,
  "a form that another site submits": CROSS_SITE,
  "a page of ALLOWED_ORIGINS": CROSS_SITE,
};
/** Who is turned away, where; everybody else gets inside. Reading and verifying are anybody's. */
const refusals: Record<string, Partial<Record<Caller, string>>> = {
  createRaffle: manage,
  deleteRaffle: manage,
  drawWinners: manage,
  watchRaffle: {
    "the page of another site": CROSS_SITE,
    "a page in a sandboxed frame": CROSS_SITE,
    "a form that another site submits": CROSS_SITE,
  },
  participate: {
    "no address": UNKNOWN,
    "the page of another site": CROSS_SITE,
    "a page in a sandboxed frame": CROSS_SITE,
    "a form that another site submits": CROSS_SITE,
  },
};

const cells = Object.keys(routes).flatMap((route) =>
  Object.keys(callers).map((caller) => {
    const told = refusals[route]?.[caller as Caller] ?? routes[route]?.inside ?? "";
    return [route, caller as Caller, told] as const;
  }),
);

describe("the door of", () => {
  it.each(cells)("%s tells %s %s", async (route, caller, expected) => {
    const { method, path, json } = routes[route] as (typeof routes)[string];
    const answer = await service(method, path(), { ...callers[caller], ...(json && { json: json() }) });
    const detail = answer.status === 200 ? "" : ` ${(await answer.json<Problem>()).detail}`;
    expect(`${answer.status}${detail}`).toBe(expected);
  });

  it("every documented route is in this table", async () => {
    const { paths } = await (await call("GET", "/openapi.json")).json<{ paths: Record<string, object> }>();
    const documented = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }: { operationId: string }) => operationId),
    );
    expect(Object.keys(routes).toSorted()).toEqual(documented.toSorted());
  });
});
