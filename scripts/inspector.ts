/** Is where workerd serves the inspector of V8. */
export const INSPECTOR_ADDRESS = "127.0.0.1:8839";

/** Reads the memory of an isolate. */
export interface Inspector {
  /** Returns the memory of the isolate in MB, inside and outside V8's heap. It includes garbage. */
  usedMb(): Promise<number>;
  /** Collects garbage. workerd does this only while it handles a later request. */
  collectGarbage(): Promise<unknown>;
}

/**
 * Connects to the inspector of a server that was started with `inspected`. It speaks the Chrome DevTools
 * Protocol (chromedevtools.github.io/devtools-protocol).
 */
export async function connectInspector(): Promise<Inspector> {
  const [target] = (await (await fetch(`http://${INSPECTOR_ADDRESS}/json`)).json()) as [
    { webSocketDebuggerUrl: string },
  ];
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  let lastId = 0;
  const send = (method: string) =>
    new Promise<Record<string, number>>((resolve) => {
      const requestId = ++lastId;
      const onMessage = ({ data }: MessageEvent) => {
        const { id, result } = JSON.parse(data);
        if (id !== requestId) return;
        socket.removeEventListener("message", onMessage);
        resolve(result);
      };
      socket.addEventListener("message", onMessage);
      socket.send(JSON.stringify({ id: requestId, method }));
    });
  return {
    usedMb: async () => {
      const usage = await send("Runtime.getHeapUsage");
      const { usedSize = NaN, embedderHeapUsedSize = 0, backingStorageSize = 0 } = usage;
      return (usedSize + embedderHeapUsedSize + backingStorageSize) / 2 ** 20;
    },
    collectGarbage: () => send("HeapProfiler.collectGarbage"),
  };
}
