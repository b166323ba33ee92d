import { describe, expect, it } from "vitest";
import { open, submit } from "../../testkit/pages";
import { createRaffle, MANAGER } from "../../testkit/service";

const redirectOf = async (path: string, from?: string) => {
  const { status, headers } = await open(path, from === undefined ? {} : { from });
  return [status, headers.get("Location")];
};

describe("a link that was pasted with the end of its sentence", () => {
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

  it("redirects to the raffle when the id is in capitals", async () => {
    const { raffle_id } = await createRaffle();
    expect(await redirectOf(`/r/${raffle_id.toUpperCase()}.`)).toEqual([302, `/r/${raffle_id}`]);
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
  ])("returns an error page when anything else follows the id: %j", async (end) => {
    const { raffle_id } = await createRaffle();
    const { status, headers } = await open(`/r/${raffle_id}${end}`);
    expect([404, 422]).toContain(status);
    expect(headers.get("Content-Type")).toBe("text/html; charset=UTF-8");
  });

  it.each([
    (id: string) => id.slice(1),
    (id: string) => id.slice(0, -1),
    (id: string) => `(${id}`,
  ])("returns 422 when the id is incomplete", async (change) => {
    const { raffle_id } = await createRaffle();
    expect((await open(`/r/${change(raffle_id)}.`)).status).toBe(422);
  });

  it("returns 405 for POST", async () => {
    const { raffle_id } = await createRaffle();
    expect((await submit(`/r/${raffle_id}.`, [])).status).toBe(405);
  });
});
