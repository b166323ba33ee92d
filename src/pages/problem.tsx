import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { App } from "../door/guard";
import type { Told } from "./ask";
import { Layout } from "./layout";
import { other, problems } from "./texts";

/** A problem of the API in the words of the pages. */
export function wordsFor({ type }: Told): { title: string; advice: string } {
  return problems[type.replace("/problems/", "")] ?? other;
}

/** A problem, told within a page. */
export function Notice({ problem }: { problem: Told }) {
  const { title, advice } = wordsFor(problem);
  return (
    <div class="notice bad" role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{advice}</p>
      {problem.status === 503 && <p>{problem.detail}</p>}
    </div>
  );
}

/** Answers with the page of a problem that leaves nothing else to show. */
export function problemPage(c: Context<App>, problem: Told) {
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
