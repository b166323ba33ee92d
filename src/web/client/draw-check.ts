import type { Transcript } from "../../contract/wire";
import { proof as texts } from "../texts/en";
import { say, the, write } from "./dom";
import type { Judged } from "./verify-worker";

function showFacts(list: HTMLElement, draw: Transcript): void {
  const facts: [string, string][] = [
    ...(draw.round === null ? [] : [[texts.round, String(draw.round)] as [string, string]]),
    ...(draw.randomness === null ? [] : [[texts.value, draw.randomness] as [string, string]]),
  ];
  const nodes = facts.flatMap(([term, value]) => {
    const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
    dt.textContent = term;
    dd.textContent = value;
    dd.translate = false;
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

/** Has a worker judge the draw, so that the page goes on meanwhile. */
function judge(script: string, raffleId: string): Promise<Judged> {
  const worker = new Worker(script, { type: "module" });
  return new Promise<Judged>((resolve) => {
    worker.addEventListener("message", ({ data }) => resolve(data));
    worker.addEventListener("error", () => resolve(undefined));
    worker.postMessage(raffleId);
  }).finally(() => worker.terminate());
}

/** Offers to check the draw. */
export function prepareProof(raffleId: string): void {
  const section = document.querySelector<HTMLElement>("#proof");
  if (!section) return;
  section.hidden = false;
  const button = the<HTMLButtonElement>("button", section);
  const notice = the(".notice", section);
  button.addEventListener("click", async () => {
    button.disabled = true;
    say(notice, texts.working);
    const judged = await judge(section.dataset.worker ?? "", raffleId);
    if (!judged) say(notice, texts.failed, "bad");
    else {
      showFacts(the(".facts", section), judged.draw);
      if (judged.finding === "holds") say(notice, texts.holds(judged.winners, write), "good");
      else say(notice, texts[judged.finding], "bad");
    }
    button.disabled = false;
    button.focus();
  });
}
