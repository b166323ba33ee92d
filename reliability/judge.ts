// What an answer to any request must be, by the service's own documentation.
import {
  faultsBy,
  type OpenApi,
  type Operation,
  operationIn,
  undocumented,
} from "../test/testkit/documented.ts";
import type { Case, Known } from "./cases.ts";
import { LONGEST_BODY } from "./junk.ts";

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: { field: string; detail: string }[];
}

/** Texts of problems that say more than their catalogue entry. */
const TEXTS: Record<string, RegExp> = {
  "too-many-prizes": /^Too many prizes: (?:over )?\d+ for \d+ tickets$/,
  "name-not-confirmed": /^The raffle is called ".+"$/,
  "too-many-winners": /^A raffle has at most 1000000 winners, these prizes need \d+$/,
};

/** Paths of pages, which tell people what is wrong. */
const PAGES = /^\/+$|^\/(?:r|manage)(?:\/|$)/;

/** Who is refused before the body is looked at. */
const AT_THE_DOOR = ["unauthorized", "address-unknown", "cross-site-request"];
/** What is said of bodies alone. */
const OF_BODIES = ["payload-too-large", "unsupported-media-type", "malformed-json"];

/** Whether a number in it, as deep as schemas go, is beyond all that JavaScript can tell apart. */
const hasInfinity = (value: unknown, depth = 4): boolean =>
  typeof value === "object" && value !== null
    ? depth > 0 && Object.values(value).some((part) => hasInfinity(part, depth - 1))
    : value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;

export class Judge {
  readonly #document: OpenApi;
  readonly #details: ReadonlyMap<string, string>;

  readonly #known: Known;

  /**
   * @param details the text of each problem, by its code
   * @param known the raffles that are asked about
   */
  constructor(document: OpenApi, details: ReadonlyMap<string, string>, known: Known) {
    this.#document = document;
    this.#details = details;
    this.#known = known;
  }

  /** What is wrong with an answer, if anything is. */
  async faultOf(request: Case, answer: Response): Promise<string | undefined> {
    if (answer.status === 500) return "is a 500";
    const { expected = answer.status } = request;
    if (answer.status !== expected) return `is ${answer.status}, not ${expected}`;
    if (request.method === "HEAD") return undefined;
    const { pathname } = new URL(`http://service.test${request.path}`);
    const operation = pathname === "/" ? undefined : operationIn(this.#document, request.method, pathname);
    if (answer.status < 400) {
      if (operation) {
        const verdict = this.#verdictOn(operation, request) ?? "valid";
        const taken = verdict === "valid" ? undefined : `takes what is ${verdict}`;
        return taken ?? undocumented(this.#document, operation, answer);
      }
      const bare = pathname.replace(/(?<=.)\/$/, "");
      const beside = /^\/(?:docs(?:\/.*)?|openapi\.json)?$/.test(bare) || request.method === "OPTIONS";
      return beside ? undefined : `is ${answer.status}, and no route`;
    }
    if (PAGES.test(pathname) && /^text\/html/.test(answer.headers.get("Content-Type") ?? ""))
      return undefined;
    if (answer.headers.get("Content-Type") !== "application/problem+json") return "is no problem document";
    const problem = (await answer.clone().json()) as Problem;
    if (problem.status !== answer.status) return `${answer.status} says ${problem.status}`;
    const code = problem.type.slice("/problems/".length);
    if (!operation) return ["not-found", "method-not-allowed"].includes(code) ? undefined : `is ${code}`;
    return (
      (await undocumented(this.#document, operation, answer)) ??
      this.#wrongDetail(operation, problem, code) ??
      this.#wrongOrder(request, code) ??
      this.#wrongVerdict(operation, request, problem, code)
    );
  }

  #wrongDetail(operation: Operation, { detail, errors = [] }: Problem, code: string): string | undefined {
    if (code !== "invalid-request") {
      const right = TEXTS[code]?.test(detail) ?? detail === this.#details.get(code);
      return right ? undefined : `${code} says ${JSON.stringify(detail)}`;
    }
    const quoted = errors.slice(0, 3).map((error) => `${error.field}: ${error.detail}`);
    const text = [...quoted, ...(errors.length > 3 ? ["…"] : [])].join("; ");
    if (errors.length === 0 || text !== detail)
      return `${JSON.stringify(detail)} for ${JSON.stringify(errors)}`;
    const known = this.#fieldsOf(operation);
    const strange = errors.find(({ field }) => !known.has(field.split(".")[0] ?? ""));
    return strange && `names a field that there is not: ${strange.field}`;
  }

  /** Who holds a ticket of a sold-out raffle is told so, and only who holds none that no ticket is left. */
  #wrongOrder({ path, headers }: Case, code: string): string | undefined {
    if (!["already-participated", "no-tickets-remaining"].includes(code)) return undefined;
    const { soldOut, holders } = this.#known;
    if (!soldOut.some((id) => path.toLowerCase().includes(id))) return undefined;
    const holds = holders.includes(headers["CF-Connecting-IP"] ?? "");
    const right = holds ? "already-participated" : "no-tickets-remaining";
    return code === right ? undefined : `is ${code}, not ${right}`;
  }

  /** A body that breaks its schema is refused for it, and no other is. */
  #wrongVerdict(operation: Operation, request: Case, problem: Problem, code: string): string | undefined {
    const verdict = AT_THE_DOOR.includes(code) ? undefined : this.#verdictOn(operation, request);
    if (verdict === undefined) return undefined;
    const { properties = {} } = this.#bodyOf(operation) ?? {};
    const blamed = problem.errors?.find(({ field }) => {
      const [first = ""] = field.split(".");
      return first === "body" || first in properties;
    });
    // A path, a query or a header that is wrong is told before the body is read.
    if (code === "invalid-request" && !blamed) return undefined;
    if (verdict !== "valid") return code === verdict ? undefined : `is ${code}, not ${verdict}`;
    if (OF_BODIES.includes(code)) return `is ${code}, and the body is valid`;
    return blamed && `blames ${blamed.field}, which is valid`;
  }

  /** What the documentation says of a body: valid, or the code of the problem. */
  #verdictOn(operation: Operation, { headers, body = "" }: Case): string | undefined {
    const schema = this.#bodyOf(operation);
    if (!schema) return undefined;
    if (headers["Content-Type"]?.split(";")[0]?.toLowerCase() !== "application/json") {
      return "unsupported-media-type";
    }
    const bytes = Buffer.from(body);
    if (bytes.length > LONGEST_BODY) return "payload-too-large";
    let text: string;
    let value: unknown;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      value = JSON.parse(text);
    } catch {
      return "malformed-json";
    }
    if (faultsBy(this.#document, schema, value).length > 0) return "invalid-request";
    // Infinite numbers are integers and halves of surrogate pairs are texts, for JSON Schema.
    return hasInfinity(value) || /\\ud[89a-f]/i.test(text) ? undefined : "valid";
  }

  #bodyOf(operation: Operation) {
    const schema = operation.requestBody?.content["application/json"]?.schema;
    const name = schema?.$ref?.split("/").at(-1);
    return name === undefined ? schema : this.#document.components.schemas[name];
  }

  #fieldsOf(operation: Operation): Set<string> {
    const parameters = operation.parameters?.map(({ name }) => name) ?? [];
    return new Set(["body", ...parameters, ...Object.keys(this.#bodyOf(operation)?.properties ?? {})]);
  }
}
