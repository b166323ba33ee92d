import type { Context, MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ProblemDocument } from "../../contract/wire";
import type { App } from "../../http/guard";
import { isFormatNegotiated, isShownAsPage } from "../../http/headers";
import { other, problems } from "../texts/en";
import { Layout } from "./layout";

/** The problem's name in the catalogue. */
export const codeOf = ({ type }: ProblemDocument): string => type.replace("/problems/", "");

/** A problem of the API in the words of the pages. */
export const wordsFor = (problem: ProblemDocument): { title: string; advice: string } =>
  problems[codeOf(problem)] ?? other;

/** A problem, told within a page. No role="alert": what is there when a page opens is not read aloud for it. */
export function Notice({ problem }: { problem: ProblemDocument }) {
  const { title, advice } = wordsFor(problem);
  return (
    <div class="notice bad">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{advice}</p>
      {problem.status === 503 && <p>{problem.detail}</p>}
    </div>
  );
}

/** Answers with the page of a problem that leaves nothing else to show. */
export function problemPage(c: Context<App>, problem: ProblemDocument) {
  const { title, advice } = wordsFor(problem);
  return c.html(
    <Layout title={title} page="problem">
      <h1>{title}</h1>
      <p class="lead">{advice}</p>
      <p>
        <a class="button quiet" href="/">
          {other.home}
        </a>
      </p>
    </Layout>,
    problem.status as ContentfulStatusCode,
  );
}

/**
 * Tells as a page what went wrong before or beside the pages themselves: a flood, a fault, a form of another kind, a path
 * that leads nowhere.
 */
export const problemsAsPages: MiddlewareHandler<App> = async (c, next) => {
  await next();
  if (c.res.headers.get("Content-Type") !== "application/problem+json") return;
  if (isFormatNegotiated(c)) c.res.headers.append("Vary", "Accept");
  // Headers such as Retry-After and Vary pass over to the new answer.
  if (isShownAsPage(c)) c.res = await problemPage(c, await c.res.json<ProblemDocument>());
};
