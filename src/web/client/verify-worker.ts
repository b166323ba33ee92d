// Fetches and judges a draw beside the page: a million winners are 35 MB to read and some seconds to work out.
import type { Raffle, Transcript, Winner } from "../../contract/wire";
import { type Finding, judgeDraw } from "./verify-draw";

/** What is told of a raffle's draw; nothing where its facts could not be had. */
export type Judged = { finding: Finding; draw: Transcript; winners: number } | undefined;

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function judge(id: string): Promise<Judged> {
  try {
    const draw = await get<Transcript>(`/raffles/${id}/draw/`);
    const raffle = await get<Raffle>(`/raffles/${id}/`);
    const listed = await get<Winner[]>(`/raffles/${id}/winners/`);
    return { finding: judgeDraw(draw, raffle, listed), draw, winners: listed.length };
  } catch {
    return undefined;
  }
}

addEventListener("message", async ({ data: id }: MessageEvent<string>) => postMessage(await judge(id)));
