import type { Child } from "hono/jsx";
import type { ProblemDocument } from "../../contract/wire";
import { shownName } from "../shared/names";
import { problemText } from "../shared/problem-text";
import type { Texts } from "../texts/languages";
import { codeOf } from "./problem";
import { dateTime, texts } from "./visitor";

/** A ticket whose code was checked. */
interface CheckedTicket {
  ticket: number;
  code: string;
}

/** What the desk shows about the last ticket or action. */
export type DeskResult =
  | (CheckedTicket & { kind: "won"; prize: string; key: string; takenBack: boolean })
  | (CheckedTicket & { kind: "handed-over"; prize: string; at: string })
  | { kind: "collected"; ticket: number; code: string | undefined; prize: string; at: string }
  | { kind: "not-won"; ticket: number }
  | { kind: "passed-on"; prize: string; passedTo: number | null }
  | { kind: "confirm-passing"; ticket: number; prize: string; reserve: number | null }
  | { kind: "confirm-ending" | "ended"; count: number }
  | { kind: "fault"; title: string; advice: string; status: number };

/** Returns the result for a problem of the API. */
export function faultOf(
  problem: ProblemDocument,
  ticket: number | string,
  total: number,
  texts: Texts,
): Extract<DeskResult, { kind: "fault" }> {
  const fault = (title: string, advice: string) =>
    ({ kind: "fault", title, advice, status: problem.status }) as const;
  const code = codeOf(problem);
  if (typeof ticket === "number") {
    if (code === "invalid-verification-code")
      return fault(texts.desk.wrongCode(ticket), texts.desk.wrongCodeHint);
    if (code === "ticket-not-found") {
      return fault(texts.desk.noTicket(ticket), texts.desk.noTicketHint(total));
    }
  }
  if (code === "invalid-request") return fault(texts.desk.noNumber, texts.desk.noNumberHint);
  const { title, advice } = problemText(code, texts);
  return fault(title, advice);
}

/** The colour of a result. `done` is a darker green than `good`, and `wait` is amber. */
type Tone = "good" | "done" | "wait" | "plain" | "bad";

const Panel = ({ tone, title, children }: { tone: Tone; title: Child; children?: Child }) => (
  <section class={`panel ${tone}`} aria-labelledby="panel-title">
    <h2 id="panel-title">{title}</h2>
    {children}
  </section>
);

const PrizeName = ({ name }: { name: string }) => (
  <p class="won-prize" dir="auto">
    {shownName(name)}
  </p>
);

interface ActionProps {
  path: string;
  fields: Record<string, string | number>;
  button: string;
  class?: string;
  /** Whether Enter presses the button at once. */
  isNext?: boolean;
}

/** Renders a button that sends hidden fields. */
const Action = ({ path, fields, button, class: kind, isNext }: ActionProps) => (
  <form method="post" action={path}>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={String(value)} />
    ))}
    <button type="submit" class={kind} autofocus={isNext}>
      {button}
    </button>
  </form>
);

const Time = ({ iso }: { iso: string }) => <time datetime={iso}>{dateTime(iso)}</time>;

interface ResultProps {
  result: DeskResult;
  /** The path of the desk. */
  path: string;
}

type ResultOf<K extends DeskResult["kind"]> = Omit<ResultProps, "result"> & {
  result: Extract<DeskResult, { kind: K }>;
};

const Won = ({ result, path }: ResultOf<"won">) => {
  const { ticket, code, key, prize, takenBack } = result;
  return (
    <Panel tone="good" title={texts().desk.wonBy(ticket)}>
      <PrizeName name={prize} />
      {takenBack && <p>{texts().desk.takenBack}</p>}
      <Action
        path={`${path}/collect`}
        fields={{ ticket_number: ticket, verification_code: code, key }}
        button={texts().desk.handOver}
        class="hand-over"
        isNext={!takenBack}
      />
    </Panel>
  );
};

const HandedOver = ({ result, path }: ResultOf<"handed-over">) => (
  <Panel
    tone="done"
    title={
      <>
        {texts().desk.handedOver} <Time iso={result.at} />
      </>
    }
  >
    <p class="of">{texts().desk.prizeOf(result.ticket)}</p>
    <PrizeName name={result.prize} />
    <Action
      path={`${path}/undo`}
      fields={{ ticket_number: result.ticket, verification_code: result.code }}
      button={texts().desk.undo}
      class="quiet"
    />
  </Panel>
);

const Collected = ({ result, path }: ResultOf<"collected">) => (
  <Panel
    tone="wait"
    title={
      <>
        {texts().desk.collected} <Time iso={result.at} />
      </>
    }
  >
    <p class="of">{texts().desk.prizeOf(result.ticket)}</p>
    <PrizeName name={result.prize} />
    <p>{texts().desk.collectedHint}</p>
    {result.code !== undefined && (
      <details class="undo">
        <summary class="button quiet">{texts().desk.undoAgain}</summary>
        <p>{texts().desk.undoConfirm}</p>
        <Action
          path={`${path}/undo`}
          fields={{ ticket_number: result.ticket, verification_code: result.code }}
          button={texts().desk.undoNow}
        />
      </details>
    )}
  </Panel>
);

const PassedOn = ({ result }: ResultOf<"passed-on">) => (
  <Panel
    tone="wait"
    title={result.passedTo === null ? texts().desk.forfeited : texts().desk.passedOn(result.passedTo)}
  >
    <PrizeName name={result.prize} />
    {result.passedTo === null && <p>{texts().desk.forfeitedHint}</p>}
  </Panel>
);

const ConfirmPassing = ({ result, path }: ResultOf<"confirm-passing">) => {
  const { ticket, prize, reserve } = result;
  return (
    <Panel tone="wait" title={texts().desk.passOnTitle(ticket)}>
      <PrizeName name={prize} />
      <p>
        {reserve === null
          ? texts().desk.noReserveConfirm(ticket)
          : texts().desk.passOnConfirm(ticket, reserve)}
      </p>
      <Action
        path={`${path}/pass-on`}
        fields={{ ticket_number: ticket, reserve: reserve ?? "", confirmed: 1 }}
        button={reserve === null ? texts().desk.forfeitNow : texts().desk.passOnNow(reserve)}
      />
    </Panel>
  );
};

const Ending = ({ result, path }: ResultOf<"confirm-ending" | "ended">) => {
  const { kind, count } = result;
  // A repeated call forfeits none.
  if (count === 0) {
    return (
      <Panel tone="plain" title={texts().desk.nothingToEnd}>
        <p>{texts().desk.nothingToEndHint}</p>
      </Panel>
    );
  }
  if (kind === "ended") {
    return (
      <Panel tone="plain" title={texts().desk.ended(count)}>
        <p>{texts().desk.endedHint}</p>
      </Panel>
    );
  }
  return (
    <Panel tone="wait" title={texts().desk.endingTitle(count)}>
      <p>{texts().desk.endingConfirm}</p>
      <Action path={`${path}/forfeit-all`} fields={{ confirmed: 1 }} button={texts().desk.endingNow(count)} />
    </Panel>
  );
};

/** Renders the result of the last ticket or action. */
export function DeskPanel({ result, ...props }: ResultProps) {
  switch (result.kind) {
    case "won":
      return <Won result={result} {...props} />;
    case "handed-over":
      return <HandedOver result={result} {...props} />;
    case "collected":
      return <Collected result={result} {...props} />;
    case "passed-on":
      return <PassedOn result={result} {...props} />;
    case "confirm-passing":
      return <ConfirmPassing result={result} {...props} />;
    case "confirm-ending":
    case "ended":
      return <Ending result={result} {...props} />;
    case "not-won":
      return <Panel tone="plain" title={texts().desk.notWon(result.ticket)} />;
    case "fault":
      return (
        <Panel tone="bad" title={result.title}>
          <p>{result.advice}</p>
        </Panel>
      );
  }
}
