import type { Child } from "hono/jsx";
import {
  type ApiResponse,
  describeType,
  exampleOf,
  fieldsOf,
  type OpenApi,
  type Operation,
  responseExample,
} from "./openapi";

/** An operation and where it is. */
export interface Route {
  method: string;
  path: string;
  operation: Operation;
}

/** Renders a text with `code` between backquotes. */
export const Prose = ({ text }: { text: string }) => (
  <>{text.split("`").map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part))}</>
);

/** Renders what a call sends or gets. */
const Example = ({ title, text }: { title: string; text: string }) => (
  <figure>
    <figcaption>{title}</figcaption>
    <pre translate="no">
      <code>{text}</code>
    </pre>
  </figure>
);

interface FieldItemProps {
  name: string;
  type: string;
  /** Whether the field must be sent, or is always sent. */
  note: string;
  description: string | undefined;
  /** Is undefined for a field whose example is shown elsewhere. */
  example?: unknown;
}

const FieldItem = ({ name, type, note, description, example }: FieldItemProps) => (
  <li>
    <code translate="no">{name}</code> <span class="type">{type}</span> {note && <em>{note}</em>}
    {description && (
      <p>
        <Prose text={description} />
      </p>
    )}
    {example != null && (
      <p>
        Example: <code>{typeof example === "string" ? example : JSON.stringify(example)}</code>
      </p>
    )}
  </li>
);

const Part = ({ title, children }: { title: string; children: Child }) => (
  <>
    <h4>{title}</h4>
    {children}
  </>
);

const requirement = (isRequired: boolean | undefined) => (isRequired ? "required" : "optional");

const Parameters = ({ document, operation }: { document: OpenApi; operation: Operation }) => (
  <Part title="Parameters">
    <ul class="fields">
      {operation.parameters?.map(({ name, in: place, required, schema }) => (
        <FieldItem
          name={name}
          type={`${describeType(document, schema)} (${place})`}
          note={requirement(required)}
          description={schema.description}
          example={schema.example}
        />
      ))}
    </ul>
  </Part>
);

const Body = ({ document, operation: { requestBody } }: { document: OpenApi; operation: Operation }) => (
  <Part title={requestBody?.required ? "Body" : "Body, optional"}>
    <ul class="fields">
      {fieldsOf(document, requestBody?.content["application/json"]?.schema ?? {}).map(
        ({ name, type, isRequired, schema }) => (
          <FieldItem
            name={name}
            type={type}
            note={requirement(isRequired)}
            description={schema.description}
            example={schema.example}
          />
        ),
      )}
    </ul>
  </Part>
);

const Success = ({ document, response }: { document: OpenApi; response: ApiResponse }) => {
  const fields = fieldsOf(document, response.content["application/json"]?.schema ?? {});
  return (
    <Part title="Response">
      <p>
        <Prose text={response.description} />
      </p>
      <p class="hint">200 · {Object.keys(response.content).join(", ")}</p>
      {fields.length > 0 && (
        <details>
          <summary>Fields of the response</summary>
          <ul class="fields">
            {fields.map(({ name, type, isRequired, schema }) => (
              <FieldItem
                name={name}
                type={type}
                note={isRequired ? "" : "optional"}
                description={schema.description}
              />
            ))}
          </ul>
        </details>
      )}
      {response.headers && (
        <ul class="fields">
          {Object.entries(response.headers).map(([name, { description }]) => (
            <FieldItem name={name} type="header" note="" description={description} />
          ))}
        </ul>
      )}
    </Part>
  );
};

/** Lists the problems of a route. The page explains each of them once. */
const Problems = ({ operation }: { operation: Operation }) => (
  <Part title="Problems">
    <ul class="problem-links">
      {Object.entries(operation.responses).flatMap(([status, { content }]) =>
        Object.entries(content["application/problem+json"]?.examples ?? {}).map(([code, { value }]) => (
          <li>
            {status} <a href={`#problem-${code}`}>{code}</a> <span class="type">{value.detail}</span>
          </li>
        )),
      )}
    </ul>
  </Part>
);

/** Returns a command that calls a route. Variables of the shell stand for the parameters of the path. */
function curlOf(document: OpenApi, origin: string, { method, path, operation }: Route): string {
  const { requestBody, responses } = operation;
  const stream = responses["200"]?.content["text/event-stream"] ? " -N" : "";
  const verb = method === "GET" ? "" : ` -X ${method}`;
  const url = `${origin}${path.replace(/\{(\w+)\}/g, "$$$1")}`;
  const schema = requestBody?.required ? requestBody.content["application/json"]?.schema : undefined;
  const json = schema && JSON.stringify(exampleOf(document, schema, true)).replaceAll("'", String.raw`'\''`);
  const body = json ? ` \\\n  -H 'Content-Type: application/json' \\\n  -d '${json}'` : "";
  return `curl${stream}${verb} "${url}"${body}`;
}

interface Props {
  document: OpenApi;
  /** The origin of the service, such as https://raffle.example.com. */
  origin: string;
  route: Route;
}

/** Renders what a developer needs to call a route. */
export function OperationView({ document, origin, route }: Props) {
  const { method, path, operation } = route;
  const { operationId: id, summary, parameters, requestBody, responses } = operation;
  const success = responses["200"];
  const answer = success && responseExample(document, success);
  return (
    <article id={id} aria-labelledby={`${id}-heading`}>
      <h3 id={`${id}-heading`}>{summary}</h3>
      <p class="route" translate="no">
        <span class={`method ${method.toLowerCase()}`}>{method}</span> <code>{path}</code>
      </p>
      <div class="facts">
        {parameters && <Parameters document={document} operation={operation} />}
        {requestBody && <Body document={document} operation={operation} />}
        {success && <Success document={document} response={success} />}
        <Problems operation={operation} />
      </div>
      <div class="examples">
        <Example title="Request" text={curlOf(document, origin, route)} />
        {answer && <Example title="Response" text={answer} />}
      </div>
    </article>
  );
}
