// Runs in the processes that bench/watchers-flood.ts starts. The first argument is the role.
import { connect, createServer } from "node:net";

const [role, port = "", path = ""] = process.argv.slice(2);

// Together these are 100,000 pings per second.
const PINGS_PER_WRITE = 1000;
const WRITE_INTERVAL_MS = 10;

/** Is a masked text message "ping" (RFC 6455), which an earlier version of the service answered. */
const ping = Buffer.from([0x81, 0x84, 0, 0, 0, 0, ...Buffer.from("ping")]);
const pings = Buffer.concat(Array<Buffer>(PINGS_PER_WRITE).fill(ping));

/** Limits the time without progress until the client reconnects. */
const STALL_TIMEOUT_MS = 200;

const request = [
  `GET ${path} HTTP/1.1`,
  "Host: 127.0.0.1",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
  "CF-Connecting-IP: 198.18.0.1",
  "\r\n",
].join("\r\n");

/** Sends pings over one connection after another. */
function flood(): void {
  const socket = connect(Number(port), "127.0.0.1");
  let sentAt = Date.now();
  const timer = setInterval(() => {
    // If the service doesn't read, nothing more is queued. After a while, a new connection is tried.
    if (socket.writableLength < PINGS_PER_WRITE * ping.length) {
      sentAt = Date.now();
      socket.write(pings);
    } else if (Date.now() - sentAt > STALL_TIMEOUT_MS) socket.destroy();
  }, WRITE_INTERVAL_MS);
  socket.on("error", () => {});
  socket.on("close", () => {
    clearInterval(timer);
    setTimeout(flood, WRITE_INTERVAL_MS);
  });
  socket.write(request);
  socket.resume();
  socket.once("connect", () => process.send?.("connected"));
}

if (role === "sink") {
  const server = createServer((socket) => socket.on("error", () => {}).resume());
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as { port: number }).port));
} else flood();
process.on("disconnect", () => process.exit());
