import { Agent, request } from "node:http";

/** Is an address on the manager list. */
const MANAGER = "127.0.0.1";

const CALL_TIMEOUT_MS = 30_000;

export interface Call {
  /** Is the address that the call comes from, by default MANAGER. */
  from?: string;
  /** Is the Idempotency-Key. */
  key?: string;
  json?: unknown;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: the caller knows the type of the body
  body: any;
}

/** Calls the service, whose server may be killed and replaced by another one at any time. */
export class Service {
  /** Is the URL of the current server. */
  url = "";
  /** Counts calls that failed after they were sent, mostly because the server was killed. */
  interruptedCalls = 0;
  /** Counts complete answers. */
  answers = 0;
  readonly #agent = new Agent({ keepAlive: true });
  #isClosed = false;

  /** Calls once. Rejects if no complete answer comes. */
  call(method: string, path: string, { from = MANAGER, key, json }: Call = {}): Promise<Answer> {
    const headers = {
      "CF-Connecting-IP": from,
      ...(key && { "Idempotency-Key": key }),
      ...(json !== undefined && { "Content-Type": "application/json" }),
    };
    const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
    return new Promise((resolve, reject) => {
      const sent = request(this.url + path, { method, headers, agent: this.#agent, signal }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk) => (text += chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          this.answers++;
          const body = text === "" ? undefined : JSON.parse(text);
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
        });
      });
      sent.on("error", reject);
      sent.end(json === undefined ? undefined : JSON.stringify(json));
    });
  }

  /** Calls until an answer other than 503 comes. Rejects after `close`. */
  async callUntilAnswered(method: string, path: string, call?: Call): Promise<Answer> {
    for (;;) {
      try {
        const answer = await this.call(method, path, call);
        if (answer.status !== 503) return answer;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") this.interruptedCalls++;
        if (this.#isClosed) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 10 + 20 * Math.random()));
    }
  }

  /** Returns the ids of all raffles in the list. Waits `pauseMs` after each page. */
  async listRaffles(pauseMs = 0): Promise<string[]> {
    const ids: string[] = [];
    for (let path: string | undefined = "/raffles/?limit=100"; path; ) {
      const { status, headers, body }: Answer = await this.callUntilAnswered("GET", path);
      if (status !== 200) throw new Error(`The list returned ${status} ${body.detail}`);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      ids.push(...body.map(({ raffle_id }: { raffle_id: string }) => raffle_id));
      const next = /<(.*)>; rel="next"/.exec(String(headers.link))?.[1];
      path = next && new URL(next).pathname + new URL(next).search;
    }
    return ids;
  }

  /** Closes the connections. Calls that are still repeated fail. */
  close(): void {
    this.#isClosed = true;
    this.#agent.destroy();
  }
}
