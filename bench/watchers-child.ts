// Watches a raffle, as many browsers would, reads what comes and drops it: bench/watchers.ts starts it, so that its
// reading costs the loads no time of their own process.
import { connect, type Socket } from "node:net";

const [port = "", path = "", wanted = ""] = process.argv.slice(2);
const count = Number(wanted);

/** How many are connecting at a time. */
const AT_ONCE = 100;

/** One buffer for all: nobody looks at what is in it. */
const buffer = Buffer.alloc(65_536);

/** How many messages all of them have heard, but for the first one of each. */
let heard = 0;

const requestOf = (n: number) =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Accept: text/event-stream",
    `CF-Connecting-IP: 198.18.${n >> 8}.${n & 255}`,
    "\r\n",
  ].join("\r\n");

const sockets: Socket[] = [];

function open(n: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let opened = false;
    const hear = (length: number): boolean => {
      if (opened) {
        heard++;
        return true;
      }
      const answer = buffer.toString("latin1", 0, length);
      if (!answer.startsWith("HTTP/1.1 200")) {
        reject(new Error(`Watcher ${n} was told ${answer}`));
        return false;
      }
      opened = answer.includes("data:");
      if (opened) resolve();
      return true;
    };
    const socket = connect({ port: Number(port), host: "127.0.0.1", onread: { buffer, callback: hear } });
    sockets.push(socket);
    socket.on("error", reject);
    // Whom the service leaves does not watch: the measurement would be of something else.
    socket.on("close", () => process.exit(1));
    socket.write(requestOf(n));
  });
}

for (let n = 0; n < count; n += AT_ONCE) {
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - n) }, (_, i) => open(n + i)));
}
process.on("message", () => process.send?.(heard / count));
process.on("disconnect", () => {
  // By a reset the service learns at once that they have gone, and not by the next message to them.
  for (const socket of sockets) socket.removeAllListeners("close").resetAndDestroy();
  setImmediate(() => process.exit());
});
process.send?.(0);
