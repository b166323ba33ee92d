import { describe, expect, it } from "vitest";
import { ticketLink } from "../../src/contract/links";

describe("the link of a ticket", () => {
  it("has the number and the code in its fragment, which browsers keep to themselves", () => {
    const id = "0b5e6e5c-7a3d-4f61-9d0e-2f9f3a1c8b7d";
    const link = ticketLink("https://raffle.test", id, 141, "4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D");
    expect(link).toBe(`https://raffle.test/r/${id}#ticket=141.4GZ7-0QWN-T5CX-8M2K-VRYH-6B1D`);
  });
});
