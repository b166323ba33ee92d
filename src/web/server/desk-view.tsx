import { decodeWorker } from "../../../dist/assets.js";
import type { Raffle } from "../../contract/wire";
import { nameInText } from "../shared/names";
import { DeskPanel, type DeskResult } from "./desk-result";
import { CodeInput } from "./field";
import { Layout } from "./layout";
import { texts } from "./visitor";

interface Props {
  raffle: Raffle;
  result: DeskResult | undefined;
  /** What the fields for number and code show. */
  typed: { number: string; code: string };
}

/** Reports whether the next key press belongs to a button of the result instead of the next ticket. */
const hasNextButton = (result: DeskResult | undefined) => result?.kind === "won" && !result.takenBack;

const LookUp = ({ path, typed, result }: Pick<Props, "typed" | "result"> & { path: string }) => (
  <form id="look-up" method="post" action={path}>
    <div>
      <label for="number">{texts().desk.number}</label>
      <input
        id="number"
        name="number"
        value={typed.number}
        inputmode="numeric"
        autocomplete="off"
        autofocus={!hasNextButton(result)}
        required
      />
    </div>
    <div>
      <label for="code">{texts().desk.code}</label>
      <CodeInput id="code" name="code" value={typed.code} />
    </div>
    <button type="submit">{texts().desk.lookUp}</button>
  </form>
);

/** Renders the camera's picture. client/camera.ts starts the camera on request. */
const Camera = () => (
  <div id="camera" hidden>
    <button type="button" class="quiet" data-do="scan">
      {texts().desk.scan}
    </button>
    <video muted playsinline hidden />
    <button type="button" class="quiet" data-do="stop" hidden>
      {texts().desk.stopScanning}
    </button>
  </div>
);

const Absent = ({ path }: { path: string }) => (
  <section id="absent" aria-labelledby="absent-heading">
    <h2 id="absent-heading">{texts().desk.absent}</h2>
    <p>{texts().desk.absentNote}</p>
    <form class="pass-on" method="post" action={`${path}/pass-on`}>
      <label for="absent-number">{texts().desk.absentNumber}</label>
      <input id="absent-number" name="ticket_number" inputmode="numeric" autocomplete="off" required />
      <button type="submit" class="quiet">
        {texts().desk.passOn}
      </button>
    </form>
    <h2>{texts().desk.ending}</h2>
    <p>{texts().desk.endingNote}</p>
    <form method="post" action={`${path}/forfeit-all`}>
      <button type="submit" class="quiet">
        {texts().desk.endingButton}
      </button>
    </form>
  </section>
);

/** Renders the prize desk of a raffle. */
export function DeskPage({ raffle, result, typed }: Props) {
  const path = `/manage/${raffle.raffle_id}/desk`;
  return (
    <Layout title={`${texts().desk.title} · ${nameInText(raffle.name)}`} page="desk">
      <p>
        <a href={`/manage/${raffle.raffle_id}`}>{texts().desk.back(nameInText(raffle.name))}</a>
      </p>
      <h1>{texts().desk.title}</h1>
      {raffle.winners_drawn ? (
        <>
          <div id="desk" data-raffle={raffle.raffle_id} data-decoder={decodeWorker.path}>
            <LookUp path={path} typed={typed} result={result} />
            <Camera />
            <p id="desk-status" class="hint" role="status" />
            <div id="result" role="status">
              {result && <DeskPanel result={result} path={path} />}
            </div>
          </div>
          <Absent path={path} />
        </>
      ) : (
        <p class="lead">{texts().desk.notDrawn}</p>
      )}
    </Layout>
  );
}
