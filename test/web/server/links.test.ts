import { describe, expect, it } from "vitest";
import { open, submit } from "../../testkit/pages";
import { createRaffle, MANAGER } from "../../testkit/service";

const leadsTo = async (path: string, from?: string) => {
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
  ])("leads to the raffle: %j", async (end) => {
    const { raffle_id } = await createRaffle();
    expect(await leadsTo(`/r/${raffle_id}${end}`)).toEqual([302, `/r/${raffle_id}`]);
    expect(await leadsTo(`/manage/${raffle_id}${end}`, MANAGER)).toEqual([302, `/manage/${raffle_id}`]);
  });

  it.each(["?", "?!", "?)", "/", "/."])("shows the raffle at once: %j", async (end) => {
    const { raffle_id, name } = await createRaffle();
    const { status, text } = await open(`/r/${raffle_id}${end}`);
    expect([status, text.includes(name)]).toEqual([200, true]);
  });

  it("leads to the raffle with its id in capitals", async () => {
    const { raffle_id } = await createRaffle();
    expect(await leadsTo(`/r/${raffle_id.toUpperCase()}.`)).toEqual([302, `/r/${raffle_id}`]);
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
  ])("leads nowhere once anything else comes after the id: %j", async (end) => {
    const { raffle_id } = await createRaffle();
    const { status, headers } = await open(`/r/${raffle_id}${end}`);
    expect([404, 422]).toContain(status);
    expect(headers.get("Content-Type")).toBe("text/html; charset=UTF-8");
  });

  it.each([
    (id: string) => id.slice(1),
    (id: string) => id.slice(0, -1),
    (id: string) => `(${id}`,
  ])("leads nowhere where the id is not whole", async (change) => {
    const { raffle_id } = await createRaffle();
    expect((await open(`/r/${change(raffle_id)}.`)).status).toBe(422);
  });

  it("posts nothing", async () => {
    const { raffle_id } = await createRaffle();
    expect((await submit(`/r/${raffle_id}.`, [])).status).toBe(405);
  });
});
