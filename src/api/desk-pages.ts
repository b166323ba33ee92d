import type { Context } from "hono";
import { raffleId } from "../contract/fields";
import type { Award } from "../contract/wire";
import type { Result } from "../domain/result";
import type { App } from "../http/guard";
import { type ProblemResponse, problem } from "../http/problem";
import { awardToWire } from "./shared/awards";
import { unexpected } from "./shared/failures";
import { callWithRetries } from "./shared/object-call";

/** What the page of the prize desk shows of a ticket. */
export interface TicketAtDesk {
  /** Is null if the ticket has not won. */
  award: Award | null;
  /** Is the ticket that gets the next prize that is passed on. Is null if there is no reserve left. */
  nextReserve: number | null;
}

type DeskFailure = "raffle-not-found" | "winners-not-drawn" | "ticket-not-found";

/** Calls the raffle of a page. Returns a response with the problem if it fails. */
async function askRaffle<T>(
  c: Context<App>,
  id: string,
  call: (id: string) => Promise<Result<T, DeskFailure>>,
): Promise<{ value: T } | Response> {
  const param = raffleId.safeParse({ raffle_id: id });
  if (!param.success) return problem("invalid-request");
  try {
    const answer = await callWithRetries(() => call(param.data.raffle_id));
    return answer.ok ? { value: answer.value } : (problem(answer.error) as ProblemResponse<DeskFailure>);
  } catch (error) {
    return unexpected(error as Error, c);
  }
}

/** Reads what became of a ticket's prize, for a page that has checked that its caller is a manager. */
export async function lookUpTicket(
  c: Context<App>,
  id: string,
  ticket: number,
): Promise<TicketAtDesk | Response> {
  const answer = await askRaffle(c, id, (raffle) => c.env.RAFFLE.getByName(raffle).lookUp(ticket));
  if (answer instanceof Response) return answer;
  const { won, nextReserve } = answer.value;
  return { award: won ? awardToWire(won.award, won.prize) : null, nextReserve: nextReserve ?? null };
}

/** Counts the prizes that are neither handed over nor forfeited, for a page that only managers see. */
export async function countUncollected(c: Context<App>, id: string): Promise<number | Response> {
  const answer = await askRaffle(c, id, (raffle) => c.env.RAFFLE.getByName(raffle).countUncollected());
  return answer instanceof Response ? answer : answer.value;
}
