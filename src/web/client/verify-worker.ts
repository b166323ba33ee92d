// Verifies a draw in a Web Worker. A million winners are 35 MB to parse and take seconds to compute.
import type { Raffle, Transcript, Winner } from "../../contract/wire";
import { DRAW_METHOD_CLOSED_EARLY } from "../../domain/draw";
import { fetchClaimedTickets, MAX_CHECKED_TICKETS } from "./claimed-tickets";
import { type CheckedTranscript, findRemarks } from "./draw-facts";
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
  try {
    const draw = await get<Transcript & CheckedTranscript>(`/raffles/${id}/draw/`);
    const remarks = findRemarks(draw);
    const closedEarly = draw.method === DRAW_METHOD_CLOSED_EARLY;
    if (closedEarly && (draw.claimed_tickets ?? 0) > MAX_CHECKED_TICKETS) {
      return { finding: "tooLong", remarks, draw, winners: 0 };
    }
    const claimed = closedEarly ? await fetchClaimedTickets(id) : [];
    const raffle = await get<Raffle>(`/raffles/${id}/`);
    const listed = await get<Winner[]>(`/raffles/${id}/winners/`);
    return { finding: verifyDraw(draw, raffle, listed, claimed), remarks, draw, winners: listed.length };
  } catch {
    return undefined;
  }
}

addEventListener("message", async ({ data: id }: MessageEvent<string>) =>
  postMessage(await fetchAndVerify(id)),
);
