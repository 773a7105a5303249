import { once } from "node:events";
import WebSocket from "ws";

const MEGABYTE = 1024 * 1024;
const HELD = "(() => { const { heapUsed, external } = process.memoryUsage(); return heapUsed + external; })()";

/** Megabytes that a program still holds after its garbage has been collected, asked through Node's inspector. */
export async function heldMemory(inspectorPort: number): Promise<number> {
  const [target] = (await (await fetch(`http://127.0.0.1:${inspectorPort}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  if (!target) throw new Error("Nothing can be inspected there");
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await once(socket, "open");
  try {
    await call(socket, "HeapProfiler.collectGarbage");
    const { result } = await call(socket, "Runtime.evaluate", { expression: HELD });
    return Number(result.value) / MEGABYTE;
  } finally {
    socket.close();
  }
}

let calls = 0;

function call(socket: WebSocket, method: string, params: Record<string, unknown> = {}): Promise<any> {
  const id = ++calls;
  socket.send(JSON.stringify({ id, method, params }));
  return new Promise((resolve) => {
    const onMessage = (bytes: Buffer) => {
      const answer = JSON.parse(bytes.toString()) as { id?: number; result?: unknown };
      if (answer.id !== id) return;
      socket.off("message", onMessage);
      resolve(answer.result);
    };
    socket.on("message", onMessage);
  });
}
