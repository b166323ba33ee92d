// Verifies a draw in a Web Worker. A million winners are 35 MB to parse and take seconds to compute.
import type { ClaimedTicket, Forfeit, Raffle, Transcript, Winner } from "../../contract/wire";
import { DRAW_METHOD_CLOSED_EARLY } from "../../domain/draw";
import { type CheckedTranscript, findRemarks } from "./draw-facts";
import { fetchList, MAX_LIST_LENGTH } from "./pages";
import { type Finding, verifyDraw } from "./verify-draw";

/** The result of a check; undefined if the facts of the draw could not be fetched. */
export type CheckResult =
  | {
      finding: Finding | "tooLong";
      remarks: ReturnType<typeof findRemarks>;
      draw: Transcript;
      winners: number;
    }
  | undefined;

async function get<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

async function fetchAndVerify(id: string): Promise<CheckResult> {
  const draw = await get<Transcript & CheckedTranscript>(`/raffles/${id}/draw/`);
  const remarks = findRemarks(draw);
  const closedEarly = draw.method === DRAW_METHOD_CLOSED_EARLY;
  const longest = Math.max(closedEarly ? (draw.claimed_tickets ?? 0) : 0, draw.forfeited_count ?? 0);
  if (longest > MAX_LIST_LENGTH) return { finding: "tooLong", remarks, draw, winners: 0 };
  const claimed = closedEarly ? await fetchList<ClaimedTicket>(`/raffles/${id}/draw/tickets/`) : [];
  const raffle = await get<Raffle>(`/raffles/${id}/`);
  const forfeits = draw.forfeited_count ? await fetchList<Forfeit>(`/raffles/${id}/draw/forfeits/`) : [];
  const listed = await get<Winner[]>(`/raffles/${id}/winners/`);
  const numbers = claimed.map(({ ticket_number }) => ticket_number);
  const finding = verifyDraw(draw, raffle, listed, numbers, forfeits);
  return { finding, remarks, draw, winners: listed.length };
}

/** Is longer than caches keep a list of winners. */
const MAX_LIST_AGE_MS = 3000;

/** Checks the draw. Checks it again if a prize may have been forfeited between two of the lists. */
async function check(id: string): Promise<CheckResult> {
  try {
    const result = await fetchAndVerify(id);
    if (result?.finding !== "differs") return result;
    await new Promise((resolve) => setTimeout(resolve, MAX_LIST_AGE_MS));
    return await fetchAndVerify(id);
  } catch {
    return undefined;
  }
}

addEventListener("message", async ({ data: id }: MessageEvent<string>) => postMessage(await check(id)));
