import { describe, expect, it } from "vitest";
import { call, MANAGER } from "../testkit/service";
import { serviceWith } from "../testkit/variant";

const facts = { name: "Fair", total_tickets: 10, prizes: [{ name: "Cake", amount: 2 }] };

describe("a request body", () => {
  const send = (body: BodyInit, type?: string) =>
    call("POST", "/raffles/", {
      from: MANAGER,
      body,
      headers: type === undefined ? {} : { "Content-Type": type },
    });

  it.each([
    "",
    "{",
    "name=x",
    "{'name': 1}",
    "\u0000",
  ])("returns 400 when it is not JSON: %j", async (body) => {
    expect((await send(body, "application/json")).status).toBe(400);
  });

  it.each([
    ["Latin-1", "63 61 66 e9"],
    ["an overlong encoding", "c0 af"],
    ["a lone surrogate", "ed a0 80"],
  ])("returns 400 when it is not UTF-8: %s", async (_, bytes) => {
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
  ])("returns 415 for the media type %s", async (type) => {
    expect((await send(JSON.stringify(facts), type)).status).toBe(415);
  });

  it("returns 415 without a media type, with and without a body", async () => {
    expect((await send(new TextEncoder().encode(JSON.stringify(facts)))).status).toBe(415);
    expect((await call("POST", "/raffles/", { from: MANAGER })).status).toBe(415);
  });

  it.each([
    "application/json; charset=utf-8",
    "Application/JSON",
    "application/json ; charset=utf-8",
    "application/json;",
    'application/json; boundary="a;b"',
  ])("accepts the media type %s", async (type) => {
    expect((await send(JSON.stringify(facts), type)).status).toBe(200);
  });

  it("accepts 256 KiB", async () => {
    const body = JSON.stringify(facts);
    expect((await send(body + " ".repeat(256 * 1024 - body.length), "application/json")).status).toBe(200);
  });

  it("returns 413 above 256 KiB", async () => {
    expect((await send(" ".repeat(256 * 1024 + 1), "application/json")).status).toBe(413);
  });

  it("returns 400 when the connection breaks, with and without Content-Length", async () => {
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

  it("returns 413 above 256 KiB when it is streamed without Content-Length", async () => {
    const pieces = new Blob([" ".repeat(200_000), " ".repeat(200_000)]).stream();
    expect((await send(pieces, "application/json")).status).toBe(413);
  });
});
