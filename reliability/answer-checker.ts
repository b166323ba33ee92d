import {
  faultsBy,
  type OpenApi,
  type Operation,
  operationIn,
  undocumented,
} from "../test/testkit/documented.ts";
import type { Case } from "./case.ts";
import type { Fixtures } from "./fixtures.ts";
import { asksWrongly, faultInCreated, hasNeedlessPasses, readBody, splitTimes } from "./sent-body.ts";

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: { field: string; detail: string }[];
}

/** Maps codes of problems to their `detail`, where it depends on the request. */
const VARIABLE_DETAILS: Record<string, RegExp> = {
  "too-many-prizes": /^Too many prizes: (?:over )?\d+ for \d+ tickets$/,
  "name-not-confirmed": /^The raffle is called ".+"$/,
  "too-many-winners": /^A raffle has at most 1000000 winners, these prizes need \d+$/,
};

/** Matches the paths of pages, which answer with HTML for people. */
const PAGES = /^\/+$|^\/docs$|^\/(?:r|manage)(?:\/|$)/;

/** Lists the codes of problems that are found before the body is read. */
const PROBLEMS_OF_CALLERS = ["unauthorized", "address-unknown", "cross-site-request"];
const PROBLEMS_OF_BODIES = ["payload-too-large", "unsupported-media-type", "malformed-json"];

/** Lists the codes of problems that may be found before times in the past, or too far ahead. */
const PROBLEMS_BEFORE_TIMES = ["too-many-prizes", "too-many-winners", "idempotency-key-reused"];

/** Lists the codes of problems that may be found before a wrong request to draw. */
const PROBLEMS_BEFORE_DRAW = [...PROBLEMS_OF_CALLERS, "winners-already-drawn", "invalid-request"];

/** Reports whether a value contains an infinite number, up to the depth of the schemas. */
const hasInfinity = (value: unknown, depth = 4): boolean =>
  typeof value === "object" && value !== null
    ? depth > 0 && Object.values(value).some((part) => hasInfinity(part, depth - 1))
    : value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;

/** Checks answers against the service's own documentation. */
export class AnswerChecker {
  readonly #document: OpenApi;
  readonly #details: ReadonlyMap<string, string>;
  readonly #fixtures: Fixtures;

  /** @param details the `detail` of each problem, by its code */
  constructor(document: OpenApi, details: ReadonlyMap<string, string>, fixtures: Fixtures) {
    this.#document = document;
    this.#details = details;
    this.#fixtures = fixtures;
  }

  /** Returns what is wrong with an answer, or undefined if nothing is. */
  async findFault(request: Case, answer: Response): Promise<string | undefined> {
    if (answer.status === 500) return "is a 500";
    const { expected = answer.status } = request;
    if (answer.status !== expected) return `is ${answer.status}, not ${expected}`;
    if (request.method === "HEAD") return undefined;
    const { pathname } = new URL(`http://service.test${request.path}`);
    const operation = pathname === "/" ? undefined : operationIn(this.#document, request.method, pathname);
    return answer.status < 400
      ? this.#faultOfSuccess(request, pathname, operation, answer)
      : this.#faultOfError(request, pathname, operation, answer);
  }

  async #faultOfSuccess(
    request: Case,
    pathname: string,
    operation: Operation | undefined,
    answer: Response,
  ): Promise<string | undefined> {
    if (operation) {
      const expected = this.#expectedFor(operation, request) ?? "valid";
      if (expected !== "valid") return `accepts a body that is ${expected}`;
      const { operationId } = operation;
      if (operationId === "participate" && this.#isScheduled(request)) return "opens too early";
      if (operationId === "drawWinners" && asksWrongly(request)) return "accepts local_randomness";
      const fault = await undocumented(this.#document, operation, answer);
      return fault ?? (operationId === "createRaffle" ? faultInCreated(request, answer) : undefined);
    }
    const bare = pathname.replace(/(?<=.)\/$/, "");
    const isRoute = /^\/(?:docs(?:\/.*)?|openapi\.json)?$/.test(bare) || request.method === "OPTIONS";
    return isRoute ? undefined : `is ${answer.status} without a route`;
  }

  async #faultOfError(
    request: Case,
    pathname: string,
    operation: Operation | undefined,
    answer: Response,
  ): Promise<string | undefined> {
    const mediaType = answer.headers.get("Content-Type") ?? "";
    if (PAGES.test(pathname) && /^text\/html/.test(mediaType)) return undefined;
    if (mediaType !== "application/problem+json") return "is no problem document";
    const problem = (await answer.clone().json()) as Problem;
    if (problem.status !== answer.status) return `${answer.status} says ${problem.status}`;
    const code = problem.type.slice("/problems/".length);
    if (!operation) return ["not-found", "method-not-allowed"].includes(code) ? undefined : `is ${code}`;
    return (
      (await undocumented(this.#document, operation, answer)) ??
      this.#faultInDetail(operation, problem, code) ??
      this.#faultInRejectedClaim(request, code) ??
      this.#faultInRejectedDraw(operation, request, problem, code) ??
      this.#faultInRejectedBody(operation, request, problem, code)
    );
  }

  #faultInDetail(operation: Operation, { detail, errors = [] }: Problem, code: string): string | undefined {
    if (code !== "invalid-request") {
      const isRight = VARIABLE_DETAILS[code]?.test(detail) ?? detail === this.#details.get(code);
      return isRight ? undefined : `${code} says ${JSON.stringify(detail)}`;
    }
    const quoted = errors.slice(0, 3).map((error) => `${error.field}: ${error.detail}`);
    const text = [...quoted, ...(errors.length > 3 ? ["…"] : [])].join("; ");
    if (errors.length === 0 || text !== detail)
      return `${JSON.stringify(detail)} for ${JSON.stringify(errors)}`;
    const known = this.#fieldsOf(operation);
    const unknown = errors.find(({ field }) => !known.has(field.split(".")[0] ?? ""));
    return unknown && `names the unknown field ${unknown.field}`;
  }

  #isScheduled = ({ path }: Case): boolean => path.toLowerCase().includes(this.#fixtures.scheduled);

  /** Checks that a closed raffle returns 403 to the holders of its tickets, and 410 to others. */
  #faultInRejectedClaim(request: Case, code: string): string | undefined {
    if (!["not-open-yet", "already-participated", "no-tickets-remaining"].includes(code)) return undefined;
    const { closed, holders } = this.#fixtures;
    const isClosed = closed.some((id) => request.path.toLowerCase().includes(id));
    if (!isClosed && !this.#isScheduled(request)) return undefined;
    const isHolder = holders.includes(request.headers["CF-Connecting-IP"] ?? "");
    const rejection = isHolder ? "already-participated" : "no-tickets-remaining";
    const expected = isClosed ? rejection : "not-open-yet";
    return code === expected ? undefined : `is ${code}, not ${expected}`;
  }

  /** Checks that a draw ignores its body, except for `local_randomness` that is no boolean. */
  #faultInRejectedDraw(
    { operationId }: Operation,
    request: Case,
    { errors = [] }: Problem,
    code: string,
  ): string | undefined {
    if (operationId !== "drawWinners") return undefined;
    if (asksWrongly(request)) {
      return PROBLEMS_BEFORE_DRAW.includes(code) ? undefined : `is ${code}, but local_randomness is wrong`;
    }
    const isOfBody = errors.some(({ field }) => ["body", "local_randomness"].includes(field));
    return isOfBody || PROBLEMS_OF_BODIES.includes(code) ? `is ${code}, but the body is ignored` : undefined;
  }

  /** Checks that the code and the fields of a problem fit the body of the request. */
  #faultInRejectedBody(
    operation: Operation,
    request: Case,
    problem: Problem,
    code: string,
  ): string | undefined {
    if (PROBLEMS_OF_CALLERS.includes(code)) return undefined;
    const expected = this.#expectedFor(operation, request);
    if (expected === undefined) return undefined;
    const { properties = {} } = this.#bodySchemaOf(operation) ?? {};
    const fieldOfBody = problem.errors?.find(({ field }) => {
      const [first = ""] = field.split(".");
      return first === "body" || first in properties;
    });
    // Path, query and headers are validated before the body is read.
    if (code === "invalid-request" && !fieldOfBody) return undefined;
    if (expected === "wrong in its times") return this.#faultInRejectedTimes(request, problem, code);
    if (expected !== "valid") return code === expected ? undefined : `is ${code}, not ${expected}`;
    if (PROBLEMS_OF_BODIES.includes(code)) return `is ${code}, but the body is valid`;
    return fieldOfBody && `rejects ${fieldOfBody.field}, which is valid`;
  }

  /** Checks that each wrong time is named, and nothing else. */
  #faultInRejectedTimes(request: Case, { errors = [] }: Problem, code: string): string | undefined {
    if (PROBLEMS_BEFORE_TIMES.includes(code)) return undefined;
    const read = readBody(request);
    const wrong = "value" in read ? splitTimes(read.value).wrong : [];
    const named = errors.map(({ field }) => field);
    return named.join() === wrong.join() ? undefined : `${code} names ${named}, not ${wrong}`;
  }

  /**
   * Returns "valid" if the documentation allows the body, "wrong in its times" if it allows everything but
   * the times of a new raffle, otherwise the code of the expected problem. Returns undefined if it does not
   * decide.
   */
  #expectedFor(operation: Operation, request: Case): string | undefined {
    const schema = this.#bodySchemaOf(operation);
    // A body that is not required is ignored if it is not what the schema asks for.
    if (!schema || !operation.requestBody?.required) return undefined;
    const read = readBody(request);
    if ("code" in read) return read.code;
    const { value, text } = read;
    const isNew = operation.operationId === "createRaffle";
    const { rest, wrong } = isNew ? splitTimes(value) : { rest: value, wrong: [] };
    if (faultsBy(this.#document, schema, rest).length > 0) return "invalid-request";
    if (isNew && hasNeedlessPasses(value)) return "invalid-request";
    // The schema allows infinite integers and lone surrogates, but the service may reject them.
    if (hasInfinity(value) || /\\ud[89a-f]/i.test(text)) return undefined;
    return wrong.length > 0 ? "wrong in its times" : "valid";
  }

  #bodySchemaOf(operation: Operation) {
    const schema = operation.requestBody?.content["application/json"]?.schema;
    const name = schema?.$ref?.split("/").at(-1);
    return name === undefined ? schema : this.#document.components.schemas[name];
  }

  #fieldsOf(operation: Operation): Set<string> {
    const parameters = operation.parameters?.map(({ name }) => name) ?? [];
    return new Set(["body", ...parameters, ...Object.keys(this.#bodySchemaOf(operation)?.properties ?? {})]);
  }
}
