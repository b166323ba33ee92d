import { describe, expect, it } from "vitest";
import { call, MANAGER } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

const facts = { name: "Fair", total_tickets: 10, prizes: [{ name: "Cake", amount: 2 }] };

describe("a body", () => {
  const send = (body: BodyInit, type?: string) =>
    call("POST", "/raffles/", {
      from: MANAGER,
      body,
      headers: type === undefined ? {} : { "Content-Type": type },
    });

  it.each(["", "{", "name=x", "{'name': 1}", "\u0000"])("that is no JSON (%j) is 400", async (body) => {
    expect((await send(body, "application/json")).status).toBe(400);
  });

  it.each([
    ["Latin-1", "63 61 66 e9"],
    ["an overlong form", "c0 af"],
    ["half a surrogate pair", "ed a0 80"],
  ])("that is no UTF-8 but %s is 400", async (_, bytes) => {
    const utf8 = new TextEncoder();
    const [before = "", after = ""] = JSON.stringify({ ...facts, name: "|" }).split("|");
    const name = Uint8Array.fromHex(bytes.replaceAll(" ", ""));
    const body = new Blob([utf8.encode(before), name, utf8.encode(after)]);
    expect((await send(await body.arrayBuffer(), "application/json; charset=iso-8859-1")).status).toBe(400);
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/vnd.api+json",
    "application/problem+json",
    "application/jsonp",
  ])("of type %s is 415", async (type) => {
    expect((await send(JSON.stringify(facts), type)).status).toBe(415);
  });

  it("without a type is 415, empty or not", async () => {
    expect((await send(new TextEncoder().encode(JSON.stringify(facts)))).status).toBe(415);
    expect((await call("POST", "/raffles/", { from: MANAGER })).status).toBe(415);
  });

  it.each([
    "application/json; charset=utf-8",
    "Application/JSON",
    "application/json ; charset=utf-8",
    "application/json;",
    'application/json; boundary="a;b"',
  ])("of type %s is read", async (type) => {
    expect((await send(JSON.stringify(facts), type)).status).toBe(200);
  });

  it("of 256 KiB is read", async () => {
    const body = JSON.stringify(facts);
    expect((await send(body + " ".repeat(256 * 1024 - body.length), "application/json")).status).toBe(200);
  });

  it("of more is 413", async () => {
    expect((await send(" ".repeat(256 * 1024 + 1), "application/json")).status).toBe(413);
  });

  it("that breaks off on its way is 400, its length told or not", async () => {
    const pieces = () => {
      let sent = false;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent) controller.error(new Error("Network connection lost."));
          else controller.enqueue(new TextEncoder().encode('{"na'));
          sent = true;
        },
      });
    };
    const service = serviceWith({});
    const lengths: Record<string, string>[] = [{}, { "Content-Length": "1000" }];
    const statuses = lengths.map(async (length) => {
      const headers = { "Content-Type": "application/json", ...length };
      return (await service("POST", "/raffles/", { from: MANAGER, body: pieces(), headers })).status;
    });
    expect(await Promise.all(statuses)).toEqual([400, 400]);
  });

  it("of more that comes in pieces of unknown number is 413", async () => {
    const pieces = new Blob([" ".repeat(200_000), " ".repeat(200_000)]).stream();
    expect((await send(pieces, "application/json")).status).toBe(413);
  });
});
