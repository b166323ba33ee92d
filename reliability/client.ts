// Calls over HTTP that survive the end of the server: they are made again until they are answered.
import { Agent, request } from "node:http";

/** An address on the manager list. */
const MANAGER = "127.0.0.1";

/** How long a call waits for its answer, in milliseconds. */
const PATIENCE = 30_000;

export interface Call {
  /** The address that it comes from, MANAGER by default. */
  from?: string;
  /** Its Idempotency-Key. */
  key?: string;
  json?: unknown;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: whoever called knows what answers
  body: any;
}

/** The service as its clients see it, wherever it is served at the moment. */
export class Service {
  url = "";
  /** Calls that broke off: sent to a server that ended before it answered. */
  broken = 0;
  readonly #agent = new Agent({ keepAlive: true });
  #closed = false;

  /** Calls once. @throws Error where no whole answer comes */
  call(method: string, path: string, { from = MANAGER, key, json }: Call = {}): Promise<Answer> {
    const headers = {
      "CF-Connecting-IP": from,
      ...(key && { "Idempotency-Key": key }),
      ...(json !== undefined && { "Content-Type": "application/json" }),
    };
    const options = { method, headers, agent: this.#agent, signal: AbortSignal.timeout(PATIENCE) };
    return new Promise((resolve, reject) => {
      const sent = request(this.url + path, options, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part) => (text += part));
        answer.on("error", reject);
        answer.on("end", () => {
          const body = text === "" ? undefined : JSON.parse(text);
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
        });
      });
      sent.on("error", reject);
      sent.end(json === undefined ? undefined : JSON.stringify(json));
    });
  }

  /** Calls until there is an answer that is not 503. */
  async insist(method: string, path: string, call?: Call): Promise<Answer> {
    for (;;) {
      try {
        const answer = await this.call(method, path, call);
        if (answer.status !== 503) return answer;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") this.broken++;
        if (this.#closed) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 10 + 20 * Math.random()));
    }
  }

  /** The ids of all raffles in the list, page by page. @param pause after each page, in milliseconds */
  async listed(pause = 0): Promise<string[]> {
    const ids: string[] = [];
    for (let path: string | undefined = "/raffles/?limit=100"; path; ) {
      const { status, headers, body }: Answer = await this.insist("GET", path);
      if (status !== 200) throw new Error(`The list is told ${status} ${body.detail}`);
      await new Promise((resolve) => setTimeout(resolve, pause));
      ids.push(...body.map(({ raffle_id }: { raffle_id: string }) => raffle_id));
      const next = /<(.*)>; rel="next"/.exec(String(headers.link))?.[1];
      path = next && new URL(next).pathname + new URL(next).search;
    }
    return ids;
  }

  /** Closes its connections: who still insists fails. */
  close(): void {
    this.#closed = true;
    this.#agent.destroy();
  }
}

/** Runs `work` on all items, `width` at a time. */
export async function each<T>(items: Iterable<T>, width: number, work: (item: T) => Promise<void>) {
  const queue = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
