import { beforeAll, describe, expect, it } from "vitest";
import { type Call, call, MANAGER, type Problem, playRaffle, type Ticket } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

/** An IPv6 address on the manager list, and one that differs in the last bit. */
const LISTED_IPV6 = "2001:db8:77::5";
const UNLISTED_IPV6 = "2001:db8:77::4";
const ALLOWED_ORIGIN = "https://fair.example.org";
const service = serviceWith({
  MANAGER_IP_ADDRESSES: ["127.0.0.0/8", LISTED_IPV6],
  ALLOWED_ORIGINS: [ALLOWED_ORIGIN],
});
const stranger = "192.0.2.66";
const pageHeaders = (origin: string, site: string) => ({ Origin: origin, "Sec-Fetch-Site": site });

/** The kinds of callers. A page calls from the address of a manager who visits it. */
const callers = {
  "a listed address": { from: MANAGER },
  "a listed IPv6 address": { from: LISTED_IPV6 },
  "an IPv6 address next to a listed one": { from: UNLISTED_IPV6 },
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
  "the page of another site": {
    from: LISTED_IPV6,
    headers: pageHeaders("https://evil.example", "cross-site"),
  },
  "a page in a sandboxed frame": { from: LISTED_IPV6, headers: pageHeaders("null", "cross-site") },
  "a form that another site submits": {
    from: LISTED_IPV6,
    headers: {
      ...pageHeaders("https://evil.example", "cross-site"),
      "Sec-Fetch-Mode": "navigate",
      "Sec-Fetch-Dest": "iframe",
    },
  },
  "a page of ALLOWED_ORIGINS": { from: LISTED_IPV6, headers: pageHeaders(ALLOWED_ORIGIN, "cross-site") },
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

/** The routes, with the response to an accepted caller. The raffle is drawn. */
const routes: Record<string, { method: string; path: () => string; json?: () => unknown; accepted: string }> =
  {
    createRaffle: { method: "POST", path: () => "/raffles/", json: () => facts, accepted: "200" },
    listRaffles: { method: "GET", path: () => "/raffles/", accepted: "200" },
    listSummaries: { method: "GET", path: () => "/raffle-summaries", accepted: "200" },
    deleteRaffle: {
      method: "DELETE",
      path: () => `/raffles/${id}/`,
      json: () => ({ name: "Other" }),
      accepted: '422 The raffle is called "Fair"',
    },
    watchRaffle: { method: "GET", path: () => `/raffles/${id}/live/`, accepted: "200" },
    getRaffle: { method: "GET", path: () => `/raffles/${id}/`, accepted: "200" },
    listPasses: {
      method: "GET",
      path: () => `/raffles/${id}/passes/`,
      accepted: "404 Raffle has no passes",
    },
    participate: {
      method: "POST",
      path: () => `/raffles/${id}/participate/`,
      accepted: "410 No tickets remaining",
    },
    closeRaffle: { method: "POST", path: () => `/raffles/${id}/close/`, accepted: "200" },
    drawWinners: {
      method: "POST",
      path: () => `/raffles/${id}/winners/`,
      accepted: "400 Winners already drawn",
    },
    listWinners: { method: "GET", path: () => `/raffles/${id}/winners/`, accepted: "200" },
    getDraw: { method: "GET", path: () => `/raffles/${id}/draw/`, accepted: "200" },
    listReserves: { method: "GET", path: () => `/raffles/${id}/draw/reserves/`, accepted: "200" },
    listClaimedTickets: { method: "GET", path: () => `/raffles/${id}/draw/tickets/`, accepted: "200" },
    verifyTicket: {
      method: "POST",
      path: () => `/raffles/${id}/verify-ticket/`,
      json: () => ticket,
      accepted: "200",
    },
    getProblem: { method: "GET", path: () => "/problems/not-found", accepted: "200" },
    getHealth: { method: "GET", path: () => "/healthz", accepted: "200" },
  };

const UNAUTHORIZED = "403 Unauthorized";
const UNKNOWN = "400 Client address unknown";
const CROSS_SITE = "403 Cross-site request";
const managerRejections: Partial<Record<Caller, string>> = {
  "an IPv6 address next to a listed one": UNAUTHORIZED,
  "an address that is not listed": UNAUTHORIZED,
  "no address": UNKNOWN,
  "forged headers": UNAUTHORIZED,
  "the page of another site": CROSS_SITE,
  "a page in a sandboxed frame": CROSS_SITE,
  "a form that another site submits": CROSS_SITE,
  "a page of ALLOWED_ORIGINS": CROSS_SITE,
};
/** The rejected callers of each route. All other callers are accepted. */
const rejections: Record<string, Partial<Record<Caller, string>>> = {
  createRaffle: managerRejections,
  deleteRaffle: managerRejections,
  listPasses: managerRejections,
  closeRaffle: managerRejections,
  drawWinners: managerRejections,
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
    const expected = rejections[route]?.[caller as Caller] ?? routes[route]?.accepted ?? "";
    return [route, caller as Caller, expected] as const;
  }),
);

describe("access control", () => {
  it.each(cells)("of %s with %s returns %s", async (route, caller, expected) => {
    const { method, path, json } = routes[route] as (typeof routes)[string];
    const answer = await service(method, path(), { ...callers[caller], ...(json && { json: json() }) });
    const detail = answer.status === 200 ? "" : ` ${(await answer.json<Problem>()).detail}`;
    expect(`${answer.status}${detail}`).toBe(expected);
  });

  it.each(
    Object.keys(routes),
  )("opens %s to pages of ALLOWED_ORIGINS unless it is a manager route", async (route) => {
    const { method, path } = routes[route] as (typeof routes)[string];
    const headers = { Origin: ALLOWED_ORIGIN, "Access-Control-Request-Method": method };
    const preflight = await service("OPTIONS", path(), { headers });
    const isManagerRoute = rejections[route] === managerRejections;
    expect(preflight.headers.get("Access-Control-Allow-Origin")).toBe(isManagerRoute ? null : ALLOWED_ORIGIN);
  });

  it("is tested for every documented route", async () => {
    const { paths } = await (await call("GET", "/openapi.json")).json<{ paths: Record<string, object> }>();
    const documented = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }: { operationId: string }) => operationId),
    );
    expect(Object.keys(routes).toSorted()).toEqual(documented.toSorted());
  });
});
