import { Agent, request } from "node:http";
import type { Case } from "./case.ts";
import { MAX_BODY_BYTES } from "./odd-bodies.ts";

const MAX_ATTEMPTS = 20;

const agent = new Agent({ keepAlive: true });

export const closeConnections = (): void => agent.destroy();

/** Sends a request unchanged. Rejects if no complete answer comes. Of an event stream, it reads one chunk. */
function send(url: string, { method, path, headers, body }: Case): Promise<Response> {
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    // For some methods, Node omits Content-Length. The server would then read the body as the next request.
    const length = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
    const sent = request(url, { method, path, headers: { ...headers, ...length }, agent }, (answer) => {
      isAnswered = true;
      const chunks: Buffer[] = [];
      const finish = () => {
        const { statusCode: status = 0, headers } = answer;
        const fields = Object.entries(headers).map(
          ([name, value]) => [name, String(value)] as [string, string],
        );
        const text = status === 204 || chunks.length === 0 ? null : Buffer.concat(chunks);
        resolve(new Response(text, { status, headers: fields }));
      };
      const isEndless = answer.headers["content-type"] === "text/event-stream";
      answer.on("data", (chunk) => {
        chunks.push(chunk);
        if (!isEndless) return;
        finish();
        sent.destroy();
      });
      answer.on("error", reject);
      answer.on("end", finish);
    });
    // After the answer began, an error of the request is expected: the server need not read the whole body.
    sent.on("error", (error) => isAnswered || reject(Object.assign(error, { reused: sent.reusedSocket })));
    sent.end(body);
  });
}

/**
 * Sends a request until its answer could be read, or until an error that the server must not cause.
 *
 * The server may reject a large body before it has read it, and close the connection. Then the client, or the
 * next request on the connection, may fail before the answer is read. Only such failures are repeated.
 */
export async function sendUntilRead(url: string, one: Case): Promise<Response | Error> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send(url, one).catch((error: Error & { reused?: boolean }) => error);
    if (!(answer instanceof Error) || attempt === MAX_ATTEMPTS) return answer;
    if (!answer.reused && Buffer.byteLength(one.body ?? "") <= MAX_BODY_BYTES) return answer;
  }
}
