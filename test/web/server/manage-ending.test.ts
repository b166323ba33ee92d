import { describe, expect, it } from "vitest";
import { closeRaffle, createWithClaims } from "../../testkit/closing";
import { formOf, open, pageOf, submit } from "../../testkit/pages";
import { type Call, call, claim, createRaffle, getRaffle, player, playRaffle } from "../../testkit/service";
import { serviceWith } from "../../testkit/variant";

/** A manager's address that is not loopback. For loopback the origin check depends on the host name. */
const REMOTE = "198.51.100.7";
const service = serviceWith({ MANAGER_IP_ADDRESSES: [REMOTE] });
const manager = { from: REMOTE };
const openManaged = async (id: string) => pageOf(await service("GET", `/manage/${id}`, manager));
const send = async (path: string, fields: string[][] = [], options?: Call) =>
  pageOf(await service("POST", `/manage/${path}`, formOf(fields, { ...manager, ...options })));

const statusOf = async (id: string) => (await call("GET", `/raffles/${id}/`)).status;

describe("the forms of a raffle's organiser", () => {
  it.each(["close", "draw", "delete"])("returns 403 for %s by players and other sites", async (form) => {
    const { id } = await createWithClaims(1);
    const fields = [
      ["name", "Fair"],
      ["abandoned", "1"],
    ];
    const byPlayer = await submit(`/manage/${id}/${form}`, fields, { from: player(1) });
    const headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    const byOtherSite = await send(`${id}/${form}`, fields, { headers });
    expect([byPlayer.status, byOtherSite.status]).toEqual([403, 403]);
    expect((await getRaffle(id)).status).toBe("open");
  });

  it.each(["close", "draw", "delete"])("redirects a GET of %s to the raffle", async (form) => {
    const { status, headers } = await open(`/manage/x/${form}`);
    expect([status, headers.get("Location")]).toEqual([302, "/manage/x"]);
  });
});

describe("closing without JavaScript", () => {
  it("says how many tickets it withdraws, and closes the raffle", async () => {
    const { id } = await createWithClaims(4);
    const before = await openManaged(id);
    expect(before.text).toContain(
      "Nobody can get the remaining 6 tickets after that. This can't be undone. 4 tickets take part in the draw.",
    );
    expect(before.text).toContain("6 tickets left. You can draw when");
    const closed = await send(`${id}/close`);
    expect([closed.status, closed.headers.get("Location")]).toEqual([303, `/manage/${id}`]);
    expect(await getRaffle(id)).toMatchObject({ status: "closed", claimed_tickets: 4, available_tickets: 0 });
    const after = await openManaged(id);
    expect(after.text).not.toContain("Close now");
    expect(after.text).toContain("Draw the winners…");
    expect(after.text).toContain("4 of 10 tickets given out");
  });

  it("says that there will be no winners if nobody has a ticket", async () => {
    const { raffle_id } = await createRaffle();
    expect((await openManaged(raffle_id)).text).toContain("so there will be no winners");
  });

  it("returns 404 as a page for a raffle that does not exist", async () => {
    expect((await send(`${crypto.randomUUID()}/close`)).status).toBe(404);
  });
});

describe("the times of a raffle", () => {
  it("are shown before it closes", async () => {
    const times = { opens_at: "2030-12-01T08:00:00Z", closes_at: "2030-12-24T18:00:00+01:00" };
    const planned = await createRaffle({ ...times, draw_automatically: true });
    expect((await openManaged(planned.raffle_id)).text).toContain(
      "Opens Dec 1, 2030, 8:00 AM UTC Closes Dec 24, 2030, 5:00 PM UTC Draw Automatic",
    );
    const { raffle_id } = await createRaffle();
    expect((await openManaged(raffle_id)).text).toContain(
      "Opens At once Closes When all tickets are taken, or when you close it Draw Started by you",
    );
  });

  it("include who closed it", async () => {
    const { id } = await createWithClaims(1);
    await closeRaffle(id);
    const drawn = await playRaffle();
    expect((await openManaged(id)).text).toMatch(
      / Times Closed on .* UTC Why it closed An organiser closed it Draw Started by you /,
    );
    expect((await openManaged(drawn.id)).text).toContain("Why it closed All tickets were taken");
  });
});

describe("drawing a raffle that closed early, without JavaScript", () => {
  it("counts the winners by the claimed tickets", async () => {
    const { id } = await createWithClaims(2, { prizes: [{ name: "Cake", amount: 5 }] });
    await closeRaffle(id);
    expect((await send(`${id}/draw`)).status).toBe(303);
    expect((await openManaged(id)).text).toContain("Drawn. 2 tickets have won.");
  });

  it("says that nobody wins if nobody claimed a ticket", async () => {
    const { raffle_id: id } = await createRaffle();
    await closeRaffle(id);
    await send(`${id}/draw`);
    const page = await openManaged(id);
    expect(page.text).toContain("Drawn. Nobody got a ticket, so there are no winners.");
    expect(page.html).not.toContain("awards.csv");
  });

  it("asks for local randomness only if that button was pressed", async () => {
    const drand = serviceWith({ MANAGER_IP_ADDRESSES: [REMOTE], DRAW_ENTROPY: "drand" });
    const json = { name: "Fair", total_tickets: 3, prizes: [{ name: "Cake", amount: 1 }] };
    const { raffle_id: id } = await (await drand("POST", "/raffles/", { ...manager, json })).json<{
      raffle_id: string;
    }>();
    await claim(id, player(1));
    await send(`${id}/close`);
    const fallback = await send(`${id}/draw`, [["local_randomness", "1"]]);
    expect([fallback.status, fallback.text.includes("The beacon may still answer")]).toEqual([409, true]);
    const usual = await send(`${id}/draw`);
    expect([usual.status, usual.text.includes("It's too early to draw")]).toEqual([503, true]);
  });
});

describe("deleting without JavaScript", () => {
  const confirm = (name: string, ...more: string[][]) => [["name", name], ...more];
  const abandon = ["abandoned", "1"];

  it("needs the name of the raffle", async () => {
    const { raffle_id } = await createRaffle({ name: "Summer fair" });
    const wrong = await send(`${raffle_id}/delete`, confirm("Winter fair"));
    expect([wrong.status, wrong.text.includes("This is not the raffle's name")]).toEqual([422, true]);
    expect(await statusOf(raffle_id)).toBe(200);
    const right = await send(`${raffle_id}/delete`, confirm(" Summer fair"));
    expect([right.status, right.headers.get("Location")]).toEqual([303, "/manage"]);
    expect(await statusOf(raffle_id)).toBe(404);
  });

  it("shows a problem beside the form, which stays open with what was typed", async () => {
    const { id } = await createWithClaims(1);
    const { html } = await send(`${id}/delete`, confirm('"Wrong" name', abandon));
    const [before = "", form = ""] = html.split('<section id="deletion"');
    expect(before).toContain("<title>This is not the raffle&#39;s name · Fair · Manage raffles</title>");
    expect(before).not.toContain("Nothing was deleted.");
    expect(form).toMatch(/<details[^>]* open="">.*Nothing was deleted\./);
    expect(form).toMatch(/<input id="confirm_name"[^>]* value="&quot;Wrong&quot; name"/);
    expect(form).toMatch(/<input id="confirm_name"[^>]* autofocus=""/);
    expect(form).toMatch(/<input type="checkbox"[^>]* checked=""/);
  });

  it.each([
    ["Two  blanks ", "Two blanks"],
    ["\u202eTurned", "Turned"],
    ["\u200b", "(?)"],
    ["Cafe\u0301", "Café"],
  ])("accepts the name %j as the page shows it", async (name, shown) => {
    const { raffle_id } = await createRaffle({ name });
    expect((await openManaged(raffle_id)).text).toContain("Type the name to confirm:");
    expect((await send(`${raffle_id}/delete`, confirm(shown))).status).toBe(303);
    expect(await statusOf(raffle_id)).toBe(404);
  });

  it("needs a second confirmation while claimed tickets are not drawn", async () => {
    const { id } = await createWithClaims(2);
    const page = await openManaged(id);
    expect(page.html).toMatch(/<input type="checkbox" name="abandoned" value="1" required=""\/>/);
    expect(page.text).toContain("2 tickets become worthless.");
    const refused = await send(`${id}/delete`, confirm("Fair"));
    expect([
      refused.status,
      refused.text.includes("Players hold tickets, and the winners have not been drawn"),
    ]).toEqual([409, true]);
    expect(await statusOf(id)).toBe(200);
    expect((await send(`${id}/delete`, confirm("Fair", abandon))).status).toBe(303);
    expect(await statusOf(id)).toBe(404);
  });

  it("needs no second confirmation without claimed tickets, or after the draw", async () => {
    const { raffle_id } = await createRaffle();
    const { id } = await playRaffle();
    for (const each of [raffle_id, id]) {
      expect((await openManaged(each)).html).not.toContain('name="abandoned"');
      expect((await send(`${each}/delete`, confirm("Fair"))).status).toBe(303);
    }
  });
});
