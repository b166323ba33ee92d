import type { Transcript } from "../../contract/wire";
import { drawCheck as texts } from "../texts/page";
import { announce, getElement } from "./dom";
import type { CheckResult } from "./verify-worker";

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

/** Checks the draw in a Web Worker, so that the page stays responsive. */
function checkInWorker(script: string, raffleId: string): Promise<CheckResult> {
  const worker = new Worker(script, { type: "module" });
  return new Promise<CheckResult>((resolve) => {
    worker.addEventListener("message", ({ data }) => resolve(data));
    worker.addEventListener("error", () => resolve(undefined));
    worker.postMessage(raffleId);
  }).finally(() => worker.terminate());
}

/** Shows "Check this draw" and runs the check when its button is pressed. */
export function prepareDrawCheck(raffleId: string): void {
  const section = document.querySelector<HTMLElement>("#proof");
  if (!section) return;
  section.hidden = false;
  const button = getElement<HTMLButtonElement>("button", section);
  const notice = getElement(".notice", section);
  button.addEventListener("click", async () => {
    button.disabled = true;
    announce(notice, texts.working);
    const result = await checkInWorker(section.dataset.worker ?? "", raffleId);
    if (!result) announce(notice, texts.failed, "bad");
    else {
      showFacts(getElement(".facts", section), result.draw);
      const remarks = result.remarks.map((remark) => ` ${texts[remark]}`).join("");
      if (result.finding === "holds") {
        announce(notice, texts.holds(result.winners) + remarks, "good");
      } else announce(notice, texts[result.finding], "bad");
    }
    button.disabled = false;
    button.focus();
  });
}
