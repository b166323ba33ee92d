// The processes of bench/watchers-flood.ts.
import { connect, createServer } from "node:net";

const [role, port = "", path = ""] = process.argv.slice(2);

/** How many pings are sent at a time, and how often, in milliseconds: 100,000 a second. */
const [PINGS, PAUSE] = [1000, 10];

/** A ping as text, masked (RFC 6455): what the service once answered. */
const ping = Buffer.from([0x81, 0x84, 0, 0, 0, 0, ...Buffer.from("ping")]);
const pings = Buffer.concat(Array<Buffer>(PINGS).fill(ping));

/** After how many milliseconds without progress another connection is made. */
const PATIENCE = 200;

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

function flood(): void {
  const socket = connect(Number(port), "127.0.0.1");
  let takenAt = Date.now();
  const timer = setInterval(() => {
    // Nobody reads: what is not taken is not queued, and another connection may have more luck.
    if (socket.writableLength < PINGS * ping.length) {
      takenAt = Date.now();
      socket.write(pings);
    } else if (Date.now() - takenAt > PATIENCE) socket.destroy();
  }, PAUSE);
  socket.on("error", () => {});
  socket.on("close", () => {
    clearInterval(timer);
    setTimeout(flood, PAUSE);
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
