import type { Hono } from "hono";
import { raw } from "hono/html";
import { inProcessApi } from "../../api/app";
import { catalogue, problemCodes } from "../../contract/problems";
import type { App } from "../../http/guard";
import { Layout } from "./layout";
import type { OpenApi } from "./openapi";
import { OperationView, Prose, type Route } from "./operation";
import { showPage, texts } from "./visitor";

const routesOf = ({ paths }: OpenApi, tag: string): Route[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

const Contents = ({ document }: { document: OpenApi }) => (
  <nav class="contents" aria-label="Contents">
    <ul>
      {document.tags.map(({ name }) => (
        <li>
          <a href={`#${name.toLowerCase()}`}>{name}</a>
          <ul>
            {routesOf(document, name).map(({ operation }) => (
              <li>
                <a href={`#${operation.operationId}`}>{operation.summary}</a>
              </li>
            ))}
          </ul>
        </li>
      ))}
      <li>
        <a href="#problems">Problems</a>
      </li>
    </ul>
  </nav>
);

const ProblemCatalogue = () => (
  <section aria-labelledby="problems">
    <h2 id="problems">Problems</h2>
    <p>
      What each problem means and what to do about it. Its <code>type</code> is <code>/problems/</code>{" "}
      followed by this code.
    </p>
    <ul class="fields">
      {problemCodes.map((code) => (
        <li id={`problem-${code}`}>
          <code translate="no">{code}</code> <span class="type">{catalogue[code].status}</span>
          <p translate="no">{catalogue[code].detail}</p>
          <p>{catalogue[code].advice}</p>
        </li>
      ))}
    </ul>
  </section>
);

/** Renders the OpenAPI document. It stays English, as the API is. */
const Reference = ({ document, origin }: { document: OpenApi; origin: string }) => (
  <div class="reference" lang="en">
    <div class="intro">
      {document.info.description.split("\n\n").map((paragraph) => (
        <p>
          <Prose text={paragraph} />
        </p>
      ))}
      <p>
        <a href="/openapi.json">OpenAPI document</a>
      </p>
    </div>
    <Contents document={document} />
    <div>
      {document.tags.map(({ name, description }) => (
        <section aria-labelledby={name.toLowerCase()}>
          <h2 id={name.toLowerCase()}>{name}</h2>
          <p>{description}</p>
          {routesOf(document, name).map((route) => (
            <OperationView document={document} origin={origin} route={route} />
          ))}
        </section>
      ))}
      <ProblemCatalogue />
    </div>
  </div>
);

/** Adds the reference of the API. */
export function referencePage(app: Hono<App>): void {
  // Rendering takes milliseconds, and all languages show the same.
  let rendered: { origin: string; html: string } | undefined;

  app.get("/docs", async (c) => {
    const { origin } = new URL(c.req.url);
    if (rendered?.origin !== origin) {
      const document = await (await inProcessApi.request("/openapi.json", {}, c.env)).json<OpenApi>();
      rendered = { origin, html: String(<Reference document={document} origin={origin} />) };
    }
    const { html } = rendered;
    const Page = () => (
      <Layout title={texts().reference.title} page="reference">
        <p>
          <a href="/">{texts().reference.back}</a>
        </p>
        <h1>{texts().reference.title}</h1>
        {raw(html)}
      </Layout>
    );
    return showPage(c, <Page />);
  });
}
