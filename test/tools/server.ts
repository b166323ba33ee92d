import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer of the server, by default with status 200. */
export interface Answer {
  status?: number;
  body: unknown;
  headers?: Record<string, string>;
}

/**
 * Runs `work` while a server gives these answers by path and query. A list of answers is given in turn, and
 * its last one from then on. Other paths return 404.
 */
export async function withServer<T>(
  answers: Record<string, Answer | Answer[]>,
  work: (base: string) => Promise<T>,
): Promise<T> {
  const left = new Map(Object.entries(answers).map(([path, answer]) => [path, [answer].flat()]));
  const server = createServer(({ url = "" }, response) => {
    const [answer = { status: 404, body: { detail: "Raffle not found" } }, ...later] = left.get(url) ?? [];
    if (later.length > 0) left.set(url, later);
    response.writeHead(answer.status ?? 200, answer.headers);
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}
