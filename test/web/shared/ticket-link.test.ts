import { describe, expect, it } from "vitest";
import { ticketLink } from "../../../src/contract/links";
import { parseLinkedTicket } from "../../../src/web/shared/ticket-link";

const TOTAL = 141;
const CODE = "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D";
const TICKET = { ticket_number: 141, verification_code: CODE };

describe("parsing the ticket of a link", () => {
  it("reads what the link was made of", () => {
    const [, text = ""] = ticketLink("https://raffle.test", "x", 141, CODE).split("#ticket=");
    expect(parseLinkedTicket(text, TOTAL)).toEqual(TICKET);
  });

  it.each([
    ["small letters", `141.${CODE.toLowerCase()}`],
    ["the end of a sentence", `141.${CODE}.`],
    ["a closing bracket", `141.${CODE})`],
    ["a blank", `141.${CODE} `],
  ])("reads a link with %s", (_, text) => {
    expect(parseLinkedTicket(text, TOTAL)).toEqual(TICKET);
  });

  it.each([
    ["nothing", ""],
    ["no code", "141"],
    ["an empty code", "141."],
    ["no number", `.${CODE}`],
    ["the number 0", `0.${CODE}`],
    ["a number beyond the last ticket", `142.${CODE}`],
    ["a negative number", `-1.${CODE}`],
    ["a leading zero", `0141.${CODE}`],
    ["a fraction", `1.5.${CODE}`],
    ["a number with an exponent", `1e2.${CODE}`],
    ["a number of ten digits", `1000000000.${CODE}`],
    ["a code that is cut short", `141.${CODE.slice(0, -1)}`],
    ["a longer code", `141.${CODE}-4GZ7`],
    ["a code without dashes", `141.${CODE.replaceAll("-", "")}`],
    ["a letter that no code has", `141.${CODE.replace("Q", "U")}`],
    ["markup", `141.<img src=x onerror=alert(1)>`],
    ["markup after the code", `141.${CODE}<b>1</b>`],
    ["broken escapes", "%%%E0%A4%A"],
    ["a long text", `141.${CODE}${".".repeat(100_000)}`],
  ])("rejects %s", (_, text) => {
    expect(parseLinkedTicket(text, TOTAL)).toBeUndefined();
  });
});
