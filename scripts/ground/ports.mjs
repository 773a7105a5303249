// @ts-check
// Is a port free? Asked by listening on it for a moment, the only answer that counts.
import { createServer } from "node:net";
import { Refusal } from "./refusal.mjs";

// Above this the system hands out ports to outgoing connections at random.
const LAST_PORT = 32767;

/**
 * @param {{ port: number, host: string }} address
 * @returns {Promise<string | null>} null when free, else the system's code, as EADDRINUSE
 */
export function whyPortIsTaken({ port, host }) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? "UNKNOWN"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/**
 * @param {{ setting: string, port: number, host: string }} wanted
 * @throws {Refusal} naming the port and the setting to change
 */
export async function requireFreePort({ setting, port, host }) {
  const code = await whyPortIsTaken({ port, host });
  if (code === null) return;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    throw new Refusal(`Máy này không có địa chỉ ${host}: hãy sửa thiết đặt HOST, ví dụ HOST=127.0.0.1.`);
  }
  if (code === "EACCES") {
    throw new Refusal(`Không có quyền mở cổng ${port}: hãy đặt ${setting} thành một cổng trên 1024.`);
  }
  throw new Refusal(`Cổng ${port} đang có chương trình khác dùng: hãy tắt chương trình đó hoặc đặt ${setting} khác, ví dụ ${setting}=${port + 100}.`);
}

/**
 * The first free port from `from` on, leaving out `except`.
 * @param {{ from: number, host: string, except?: readonly number[] }} wanted
 */
export async function nextFreePort({ from, host, except = [] }) {
  for (let port = from; port <= LAST_PORT; port += 1) {
    if (except.includes(port)) continue;
    if ((await whyPortIsTaken({ port, host })) === null) return port;
  }
  throw new Refusal(`Không còn cổng trống nào từ ${from} đến ${LAST_PORT}: hãy đặt DATABASE_PORT.`);
}
