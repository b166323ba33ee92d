import type { Context, MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ProblemDocument } from "../../contract/wire";
import type { App } from "../../http/guard";
import { isFormatNegotiated, isPage, isShownAsPage } from "../../http/headers";
import { problemText } from "../shared/problem-text";
import { Layout } from "./layout";
import { showPage, texts } from "./visitor";

/** Returns the problem's code in the catalogue. */
export const codeOf = ({ type }: ProblemDocument): string => type.replace("/problems/", "");

/** Returns the user-facing text of a problem. Works only while a page is rendered. */
export const textOf = (problem: ProblemDocument) => problemText(codeOf(problem), texts());

/** Returns the title of a page that shows a problem. Screen readers read the problem first. */
export const titleWith = (problem: ProblemDocument | undefined, title: string): string =>
  problem ? `${textOf(problem).title} · ${title}` : title;

/** Renders a problem within a page. A role="alert" would not help: new pages are not announced for it. */
export function Notice({ problem }: { problem: ProblemDocument }) {
  const { title, advice } = textOf(problem);
  return (
    <div class="notice bad">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{advice}</p>
    </div>
  );
}

interface ProblemPageProps {
  problem: ProblemDocument;
  /** The path to try again, if that may help. */
  retryPath: string | undefined;
}

/** Renders a page that shows only the problem. */
function ProblemPage({ problem, retryPath }: ProblemPageProps) {
  const { title, advice } = textOf(problem);
  return (
    <Layout title={title} page="problem">
      <h1>{title}</h1>
      <p class="lead">{advice}</p>
      <p class="actions">
        {retryPath && (
          <a class="button" href={retryPath}>
            {texts().other.retry}
          </a>
        )}
        <a class={retryPath ? "button quiet" : "button"} href="/">
          {texts().other.home}
        </a>
      </p>
    </Layout>
  );
}

/** Returns the path and query of a request that failed for the moment and can be repeated by a link. */
function retryPathOf(c: Context<App>, { status }: ProblemDocument): string | undefined {
  const mayPass = status === 429 || status >= 500;
  if (!mayPass || c.req.method !== "GET") return undefined;
  const { pathname, search } = new URL(c.req.url);
  // Other paths may start with two slashes, which lead to another site.
  return isPage(pathname) ? pathname + search : undefined;
}

/** Returns a page that shows only the problem. */
export const problemPage = (c: Context<App>, problem: ProblemDocument) =>
  showPage(
    c,
    <ProblemPage problem={problem} retryPath={retryPathOf(c, problem)} />,
    problem.status as ContentfulStatusCode,
  );

/**
 * Turns problem documents into pages for browsers. They come from outside the pages: from the rate limit, the
 * checks of forms, unknown paths and internal errors.
 */
export const problemsAsPages: MiddlewareHandler<App> = async (c, next) => {
  await next();
  if (c.res.headers.get("Content-Type") !== "application/problem+json") return;
  if (isFormatNegotiated(c)) c.res.headers.append("Vary", "Accept");
  // Hono copies headers such as Retry-After and Vary to the new response.
  if (isShownAsPage(c)) c.res = await problemPage(c, await c.res.json<ProblemDocument>());
};
