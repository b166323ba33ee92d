import { describe, expect, it } from "vitest";
import { forfeit, forfeitAll, playForPrizes } from "../../testkit/awards";
import { open } from "../../testkit/pages";
import { createRaffle, drawWinners, playRaffle, sellOut } from "../../testkit/service";

const numbersOf = (tickets: readonly { ticket_number: number }[]) =>
  tickets.map(({ ticket_number }) => ticket_number);

describe("the winners on a raffle's page", () => {
  it("stand in the order of the prizes, a promoted reserve in the place of the winner", async () => {
    const { id, winners, reserves } = await playForPrizes();
    const [bicycle, ...books] = numbersOf(winners);
    const [reserve] = numbersOf(reserves);
    await forfeit(id, bicycle ?? 0);
    const { text } = await open(`/r/${id}`);
    expect(text).toContain(
      `3 winning tickets Bicycle ${reserve} Book ${books.join(" ")} Find a ticket number Find Download winners`,
    );
    expect(text).not.toContain("forfeited");
  });

  it("are counted without the prizes that nobody got", async () => {
    const { id, winners } = await playForPrizes({ total_tickets: 3 });
    await forfeit(id, winners[0]?.ticket_number ?? 0);
    expect((await open(`/r/${id}`)).text).toContain(
      "2 winning tickets One prize was forfeited and not passed on.",
    );
  });

  it("are none once all prizes are forfeited", async () => {
    const { id } = await playForPrizes();
    await forfeitAll(id);
    expect((await open(`/r/${id}`)).text).toContain(
      "No winning tickets 3 prizes were forfeited and not passed on.",
    );
  });

  it("are called drawn if one page can't count them", { timeout: 60_000 }, async () => {
    const raffle = await createRaffle({ total_tickets: 102, prizes: [{ name: "Cake", amount: 102 }] });
    await sellOut(raffle);
    const winners = await drawWinners(raffle.raffle_id);
    await forfeit(raffle.raffle_id, winners[0]?.ticket_number ?? 0);
    const page = await open(`/r/${raffle.raffle_id}`);
    expect(page.text).toContain("102 winners were drawn.");
    // The rank of the last winner on the page, not the number of winners on it.
    expect(page.html).toContain(`href="/r/${raffle.raffle_id}?after=101#winners"`);
    expect(page.text).toContain("Prizes 1 to 101 of 102");
    const last = await open(`/r/${raffle.raffle_id}?after=101`);
    expect(last.text).toContain(`Prize 102 of 102 Cake ${winners[101]?.ticket_number} Back to start`);
  });

  it("keep apart from a search by ticket number", async () => {
    const { id, winners } = await playRaffle({ total_tickets: 5, prizes: [{ name: "Cake", amount: 5 }] });
    const numbers = numbersOf(winners);
    const { text } = await open(`/r/${id}?find=3`);
    expect(text).toContain(
      `Cake ${numbers.join(" ")} Find a ticket number Find Ticket 3 wins: Cake Download winners`,
    );
  });
});
