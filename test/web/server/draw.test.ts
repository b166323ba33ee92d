import { jsx } from "hono/jsx";
import { describe, expect, it } from "vitest";
import type { Raffle } from "../../../src/contract/wire";
import { ManageRafflePage } from "../../../src/web/server/manage-view";
import { RafflePage } from "../../../src/web/server/raffle-view";
import { renderFor, type Visitor } from "../../../src/web/server/visitor";

const visitor: Visitor = {
  language: "en",
  dates: new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }),
  isManager: true,
  origin: "https://raffle.test",
  linkTo: undefined,
};
const raffle: Raffle = {
  raffle_id: crypto.randomUUID(),
  name: "Fair",
  total_tickets: 3,
  available_tickets: 0,
  claimed_tickets: 3,
  winners_drawn: false,
  status: "closed",
  description: null,
  opens_at: null,
  closes_at: null,
  closed_at: "2026-11-23T09:31:00.000Z",
  draw_automatically: false,
  admission: "address",
  passes: null,
  prizes: [{ name: "Cake", amount: 1 }],
  location_hint: null,
  draw: { entropy: "local", round: null, due: null },
  created_at: "2026-11-23T09:30:00.000Z",
};
const due = "2026-11-23T10:00:00.000Z";
const managerPage = (changes: Partial<Raffle>) =>
  String(
    renderFor(
      visitor,
      jsx(ManageRafflePage, {
        raffle: { ...raffle, ...changes },
        closedBy: "sold_out",
        link: "https://raffle.test/r/x",
        problem: undefined,
        prizePage: undefined,
        awards: undefined,
      }),
    ),
  );
const playerPage = (changes: Partial<Raffle>) =>
  String(
    renderFor(
      visitor,
      jsx(RafflePage, {
        raffle: { ...raffle, winners_drawn: true, status: "drawn", ...changes },
        winners: { list: [], next: undefined, after: 0 },
        result: {},
        prizePage: undefined,
      }),
    ),
  );

describe("the draw of a sold-out raffle", () => {
  it("shows a manager when the beacon's round is due", () => {
    const page = managerPage({ draw: { entropy: "drand", round: 7, due } });
    expect(page).toContain(`<time datetime="${due}">Nov 23, 2026, 10:00 AM UTC</time>`);
  });

  it("contains the wait by the service's clock", () => {
    const in20s = new Date(Date.now() + 20_000).toISOString();
    const wait = (page: string) => Number(/data-wait="(\d+)"/.exec(page)?.[1]);
    const left = wait(managerPage({ draw: { entropy: "drand", round: 7, due: in20s } }));
    expect(left).toBeGreaterThan(15_000);
    expect(left).toBeLessThanOrEqual(20_000);
    expect(wait(managerPage({ draw: { entropy: "drand", round: 7, due: "2001-01-01T00:00:00.000Z" } }))).toBe(
      0,
    );
  });

  it.each([
    ["six days ago", 6, false],
    ["eight days ago", 8, true],
  ])("offers a draw without the beacon if its round was due %s", (_, days, isOffered) => {
    const at = new Date(Date.now() - days * 86_400_000).toISOString();
    const page = managerPage({ draw: { entropy: "drand", round: 7, due: at } });
    expect(page.includes("Such a draw proves nothing")).toBe(isOffered);
    expect(page.includes('name="local_randomness"')).toBe(isOffered);
  });

  it("offers no draw without the beacon once the winners are drawn", () => {
    const page = managerPage({ status: "drawn", draw: { entropy: "drand", round: 7, due } });
    expect(page).not.toContain("local_randomness");
  });

  it("needs no wait in local mode", () => {
    expect(managerPage({})).not.toContain("data-wait");
    expect(managerPage({})).toContain("Yes, draw now");
  });
});

describe("the draw of a drawn raffle", () => {
  it("can be checked on its page", () => {
    expect(playerPage({})).toContain("Check this draw");
    expect(playerPage({ winners_drawn: false, status: "closed" })).not.toContain("Check this draw");
  });
});
