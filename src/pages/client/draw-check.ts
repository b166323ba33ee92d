import { proof as texts } from "../texts";
import { say, the, write } from "./dom";
import { judgeDraw, type Raffle, type Transcript, type Winner } from "./judge-draw";

async function get<T>(path: string): Promise<T | undefined> {
  const answer = await fetch(path);
  return answer.ok ? ((await answer.json()) as T) : undefined;
}

function showFacts(list: HTMLElement, draw: Transcript): void {
  const facts: [string, string][] = [
    ...(draw.round === null ? [] : [[texts.round, String(draw.round)] as [string, string]]),
    [texts.value, draw.randomness],
  ];
  const nodes = facts.flatMap(([term, value]) => {
    const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
    dt.textContent = term;
    dd.textContent = value;
    return [dt, dd];
  });
  list.replaceChildren(...nodes);
  if (draw.entropy !== "drand" || !draw.network) return;
  const [dd, link] = [document.createElement("dd"), document.createElement("a")];
  link.href = `https://api.drand.sh/${draw.network.chain_hash}/public/${draw.round}`;
  link.textContent = texts.compare;
  link.rel = "noreferrer";
  dd.append(link);
  list.append(dd);
}

/** Offers the check where the service tells the facts of the draw. */
export async function prepareProof(raffleId: string): Promise<void> {
  const section = document.querySelector<HTMLElement>("#proof");
  const draw = section && (await get<Transcript>(`/raffles/${raffleId}/draw/`).catch(() => undefined));
  if (!section || !draw?.randomness) return;
  the(".proves", section).textContent = draw.entropy === "local" ? texts.local : texts.drand;
  section.hidden = false;
  const button = the<HTMLButtonElement>("button", section);
  const notice = the(".notice", section);
  button.addEventListener("click", async () => {
    button.disabled = true;
    say(notice, texts.working);
    try {
      const raffle = await get<Raffle>(`/raffles/${raffleId}/`);
      const listed = await get<Winner[]>(`/raffles/${raffleId}/winners/`);
      if (!raffle || !listed) throw new Error("not told");
      const finding = judgeDraw(draw, raffle, listed);
      showFacts(the(".facts", section), draw);
      if (finding === "holds") say(notice, texts.holds(listed.length, write), "good");
      else say(notice, texts[finding], "bad");
    } catch {
      say(notice, texts.failed, "bad");
    }
    button.disabled = false;
  });
}
