// Watches a raffle over many streams and discards what it reads.
// bench/watchers.ts runs it in its own process, so that reading takes no time of the process that measures.
import { connect, type Socket } from "node:net";

const [port = "", path = "", countText = ""] = process.argv.slice(2);
const count = Number(countText);

/** Limits how many streams are being opened at a time. */
const CONCURRENCY = 100;

/** Is shared by all streams, because nobody reads what is in it. */
const buffer = Buffer.alloc(65_536);

/** Counts the messages of all streams, except the first message of each. */
let messages = 0;

const requestOf = (n: number) =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Accept: text/event-stream",
    `CF-Connecting-IP: 198.18.${n >> 8}.${n & 255}`,
    "\r\n",
  ].join("\r\n");

const sockets: Socket[] = [];

/** Opens stream `n`. Resolves with its first message. */
function open(n: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let isOpen = false;
    const onRead = (length: number): boolean => {
      if (isOpen) {
        messages++;
        return true;
      }
      const answer = buffer.toString("latin1", 0, length);
      if (!answer.startsWith("HTTP/1.1 200")) {
        reject(new Error(`Watcher ${n} got ${answer}`));
        return false;
      }
      isOpen = answer.includes("data:");
      if (isOpen) resolve();
      return true;
    };
    const socket = connect({ port: Number(port), host: "127.0.0.1", onread: { buffer, callback: onRead } });
    sockets.push(socket);
    socket.on("error", reject);
    // If the service closes a stream, the measurement is void.
    socket.on("close", () => process.exit(1));
    socket.write(requestOf(n));
  });
}

for (let n = 0; n < count; n += CONCURRENCY) {
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, count - n) }, (_, i) => open(n + i)));
}
process.on("message", () => process.send?.(messages / count));
process.on("disconnect", () => {
  // A reset tells the service at once that the client is gone. Otherwise it finds out at the next message.
  for (const socket of sockets) socket.removeAllListeners("close").resetAndDestroy();
  setImmediate(() => process.exit());
});
process.send?.(0);
