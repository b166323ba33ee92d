import type { ProblemDocument } from "../../contract/wire";
import { shownName, shownText } from "../shared/names";
import { bodyOf, type Draft, fieldsOf } from "./draft";
import { type FactList, Facts } from "./facts";
import { Layout } from "./layout";
import { Notice, titleWith } from "./problem";
import { drawFact, plannedTimes } from "./timetable";
import { texts } from "./visitor";

type Body = ReturnType<typeof bodyOf>;

const PrizeList = ({ prizes }: Pick<Body, "prizes">) => (
  <ul class="prizes">
    {prizes.map(({ name, amount }) => (
      <li>
        <bdi class="prize">{shownName(name)}</bdi>
        <span class="amount">× {texts().number(amount)}</span>
      </li>
    ))}
  </ul>
);

/** Returns what the new raffle will be. */
const factsOf = ({
  name,
  total_tickets: total,
  prizes,
  admission,
  passes,
  description,
  ...plan
}: Body): FactList => [
  [texts().manage.name, <bdi>{shownName(name)}</bdi>],
  [texts().summary.tickets, texts().number(total)],
  [texts().summary.prizes, <PrizeList prizes={prizes} />],
  [
    texts().summary.admission,
    admission === "pass" ? texts().summary.byPass(passes ?? total) : texts().manage.byAddress,
  ],
  ...plannedTimes(plan),
  ...drawFact(plan),
  [texts().summary.description, description && <div class="description">{shownText(description)}</div>],
];

interface Props {
  draft: Draft;
  /** Why the raffle was not created. */
  problem?: ProblemDocument;
}

/** Renders what a new raffle will be, with the buttons that create it and lead back to the form. */
export const ReviewPage = ({ draft, problem }: Props) => (
  <Layout title={titleWith(problem, `${texts().manage.reviewTitle} · ${texts().manage.title}`)} page="review">
    <h1>{texts().manage.reviewTitle}</h1>
    <p class="lead">{texts().manage.reviewNote}</p>
    {problem && <Notice problem={problem} />}
    <form method="post" action="/manage">
      <div class="card summary">
        <Facts facts={factsOf(bodyOf(draft))} />
      </div>
      {fieldsOf(draft).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="choices">
        <button type="submit" name="create" value="1">
          {texts().manage.createButton}
        </button>
        <button type="submit" class="quiet" name="change" value="1">
          {texts().manage.change}
        </button>
      </div>
    </form>
  </Layout>
);
