import { describe, expect, it } from "vitest";
import { open, submit } from "../../testkit/pages";
import { createWithPasses } from "../../testkit/passes";
import { createRaffle, MANAGER, playRaffle } from "../../testkit/service";

const redirectOf = async (path: string, from?: string) => {
  const { status, headers } = await open(path, from === undefined ? {} : { from });
  return [status, headers.get("Location")];
};

describe("a link that was pasted with parts of its sentence", () => {
  it.each([
    ".",
    ",",
    ";",
    ":",
    "!",
    "!?",
    ")",
    ").",
    "]",
    "}",
    ">",
    ">.",
    "%3E",
    '"',
    "%22",
    "'",
    "”",
    "’.",
    "»",
    "%C2%A0»",
    "“",
    "『",
    "`",
    "**",
    "_",
    "|",
    "%",
    "…",
    "...",
    "。",
    "%E3%80%82",
    "、",
    "،",
    "؟",
    "।",
    "–",
    "%20",
    "%E2%80%8B",
    "\u200b.",
    "\u2069",
    "/)",
    "./",
    "%0A",
    "%0D%0A",
    "%09",
    ".%0A",
    "%EF%B8%8F",
    "%CD%8F",
    "%E3%85%A4",
    "⋯",
    "🎉",
    "👩‍👧",
    "=",
    "+",
    "&gt;",
    "&gt",
    "&nbsp;.",
    "&amp;",
  ])("redirects to the raffle: %j", async (end) => {
    const { raffle_id } = await createRaffle();
    expect(await redirectOf(`/r/${raffle_id}${end}`)).toEqual([302, `/r/${raffle_id}`]);
    expect(await redirectOf(`/manage/${raffle_id}${end}`, MANAGER)).toEqual([302, `/manage/${raffle_id}`]);
  });

  it.each(["?", "?!", "?)", "/", "/."])("shows the raffle without a redirect: %j", async (end) => {
    const { raffle_id, name } = await createRaffle();
    const { status, text } = await open(`/r/${raffle_id}${end}`);
    expect([status, text.includes(name)]).toEqual([200, true]);
  });

  it.each([
    ["%3C", "%3E"],
    ["(", ")."],
    ["[", "]"],
    ["“", "”"],
    ["&lt;", "&gt;"],
    ["%20", ""],
    ["**", "**"],
  ])("redirects to the raffle when the id is between %j and %j", async (before, after) => {
    const { raffle_id } = await createRaffle();
    expect(await redirectOf(`/r/${before}${raffle_id}${after}`)).toEqual([302, `/r/${raffle_id}`]);
  });

  it("redirects to the CSV file of winners, which only players' pages have", async () => {
    const { id } = await playRaffle();
    for (const end of [".", "%0A", "&gt;"]) {
      const file = `/r/${id}/winners.csv`;
      expect(await redirectOf(`${file}${end}`)).toEqual([302, file]);
    }
    expect(await redirectOf(`/r/${id}/winners.csv`)).toEqual([200, null]);
    expect(await redirectOf(`/manage/${id}/winners.csv.`, MANAGER)).toEqual([404, null]);
  });

  it.each([
    "/passes",
    "/passes.csv",
    "/poster",
    "/reveal",
  ])("redirects to a manager's page of a raffle: %s", async (list) => {
    const { raffle_id: id } = await createWithPasses();
    for (const end of [".", "%0A", "&gt;", ")"]) {
      expect(await redirectOf(`/manage/${id}${list}${end}`, MANAGER)).toEqual([302, `/manage/${id}${list}`]);
      expect(await redirectOf(`/r/${id}${list}${end}`)).toEqual([404, null]);
    }
    expect(await redirectOf(`/manage/${id}${list}`, MANAGER)).toEqual([200, null]);
    expect(await redirectOf(`/manage/${id}${list}/`, MANAGER)).toEqual([200, null]);
  });

  it.each([
    "/desk",
    "/awards.csv",
  ])("redirects to a manager's page or file of the prizes: %s", async (end) => {
    const { id } = await playRaffle({ total_tickets: 1 });
    const path = `/manage/${id}${end}`;
    expect(await redirectOf(`${path}).`, MANAGER)).toEqual([302, path]);
    expect(await redirectOf(path, MANAGER)).toEqual([200, null]);
  });

  it.each([
    "/passes.txt",
    "/passes_csv.",
    "/passes.csv.x",
    "/passes/1",
    "/x/passes.",
    "/passes.csv/passes",
  ])("returns an error page when anything else follows a manager's link: %j", async (end) => {
    const { raffle_id: id } = await createWithPasses();
    const { status, headers } = await open(`/manage/${id}${end}`, { from: MANAGER });
    expect([status, headers.get("Content-Type")]).toEqual([404, "text/html; charset=UTF-8"]);
  });

  it("redirects to the raffle when the id is in capitals", async () => {
    const { raffle_id } = await createRaffle();
    expect(await redirectOf(`/r/${raffle_id.toUpperCase()}.`)).toEqual([302, `/r/${raffle_id}`]);
  });

  it("keeps a pass whose # was escaped, in a fragment", async () => {
    const { raffle_id: id } = await createWithPasses();
    expect(await redirectOf(`/r/${id}%23pass=07PX-K2M9-4GZ7-QWN5.`)).toEqual([
      302,
      `/r/${id}#pass=07px-k2m9-4gz7-qwn5`,
    ]);
    expect(await redirectOf(`/manage/${id}%23pass=07PX`, MANAGER)).toEqual([404, null]);
  });

  it.each([
    "x",
    ".x",
    ").html",
    "%2Fx",
    "%00",
    "%ff",
    "-1",
    "é",
    "%D0%B0.",
    "//evil.example.",
    "/\\evil.example.",
    "@evil.example",
    "%0D%0ALocation:%20x",
    "&x;",
    "%08",
    "½",
    "/check.",
    "/winners.csv.x",
    "/winners_csv.",
    "/x/winners.csv.",
  ])("returns an error page when anything else follows the id: %j", async (end) => {
    const { raffle_id } = await createRaffle();
    const { status, headers } = await open(`/r/${raffle_id}${end}`);
    expect(status).toBe(404);
    expect(headers.get("Content-Type")).toBe("text/html; charset=UTF-8");
  });

  it("returns an error page for two ids", async () => {
    const { raffle_id } = await createRaffle();
    expect((await open(`/r/${raffle_id},${raffle_id}`)).status).toBe(404);
    expect((await open(`/r/x${raffle_id}.`)).status).toBe(404);
  });

  it.each([
    (id: string) => id.slice(1),
    (id: string) => id.slice(0, -1),
    (id: string) => `(${id}`,
  ])("returns 404 when the id is incomplete", async (change) => {
    const { raffle_id } = await createRaffle();
    expect((await open(`/r/${change(raffle_id)}.`)).status).toBe(404);
  });

  it("returns 405 for POST", async () => {
    const { raffle_id } = await createRaffle();
    expect((await submit(`/r/${raffle_id}.`, [])).status).toBe(405);
    expect((await submit(`/manage/${raffle_id}/passes`, [], { from: MANAGER })).status).toBe(405);
  });
});
