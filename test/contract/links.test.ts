import { describe, expect, it } from "vitest";
import { readTicketLink, ticketLink } from "../../src/contract/links";

const ID = "0f5b1c1e-3f0a-4e3a-9d0c-6a3f6f1f5b11";
const CODE = "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D";
const LINK = `https://raffle.example.com/r/${ID}#ticket=217.${CODE}`;

describe("the link of a ticket", () => {
  it("has number and code in the fragment, which browsers send to no server", () => {
    expect(ticketLink("https://raffle.example.com", ID, 217, CODE)).toBe(LINK);
  });

  it.each([
    ["as it was written", LINK],
    ["with blanks around it", ` ${LINK}\n`],
    ["of a local service", LINK.replace("https://raffle.example.com", "http://localhost:8787")],
    ["in capitals", LINK.toUpperCase().replace("/R/", "/r/")],
    ["without its origin", LINK.replace("https://raffle.example.com", "")],
  ])("is read %s", (_, text) => {
    expect(readTicketLink(text)).toEqual({ raffleId: ID, ticketNumber: 217, code: CODE });
  });

  it.each([
    ["a code that is cut short", LINK.slice(0, -1)],
    ["a code that is too long", `${LINK}0`],
    ["no code", LINK.split(".").slice(0, -1).join(".")],
    ["the number 0", LINK.replace("217", "0")],
    ["no fragment", LINK.split("#")[0] ?? ""],
    ["a pass", `https://raffle.example.com/r/${ID}#pass=0000-0000-0000-0000`],
    ["no raffle", LINK.replace(ID, "x")],
    ["the number alone", "217"],
    ["nothing", ""],
  ])("is not read with %s", (_, text) => {
    expect(readTicketLink(text)).toBeUndefined();
  });
});
