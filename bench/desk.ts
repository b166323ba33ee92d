// The part of `npm run bench` that hands over prizes.
import { compare, reportRates } from "./figures.ts";
import { measureRate } from "./load.ts";
import { createSoldOut, draw, SERVICE_URL } from "./service.ts";

const MANY_WINNERS = 1_000_000;
const FEW_WINNERS = 10;

async function createDrawn(winners: number): Promise<string> {
  const { id } = await createSoldOut(winners);
  await draw(id);
  return id;
}

/** Returns the ticket that holds the first prize. */
async function firstHolder(id: string): Promise<number> {
  const answer = await fetch(`${SERVICE_URL}/raffles/${id}/winners/?order=prize&limit=1`);
  const [winner] = (await answer.json()) as { ticket_number: number }[];
  return winner?.ticket_number ?? 0;
}

/** Compares a raffle of a million winners with one of ten. */
export async function measureDesk(): Promise<void> {
  const [many, few] = [await createDrawn(MANY_WINNERS), await createDrawn(FEW_WINNERS)];
  // Taking back a hand-over looks the award up as a hand-over does. It can be repeated for one ticket.
  const undo = (id: string, ticket: number) => () =>
    measureRate({ method: "DELETE", paths: [`/raffles/${id}/winners/${ticket}/collect/`], isManager: true });
  const desk = await compare(undo(many, await firstHolder(many)), undo(few, await firstHolder(few)));
  reportRates("calls/s of the prize desk, of 1,000,000 winners", "of 10 winners", desk, "≥ 0.90");

  const list = (id: string) => () =>
    measureRate({ paths: [`/raffles/${id}/awards/?limit=${FEW_WINNERS}`], isManager: true });
  const awards = await compare(list(many), list(few));
  reportRates("reads/s of ten awards, of 1,000,000 winners", "of 10 winners", awards, "≥ 0.90");
}
