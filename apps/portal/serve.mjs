// @ts-check
// The portal as it is shipped: Next's own server, whose pages leave in one size. `npm run dev` uses Next's alone.
import { createServer } from "node:http";
import next from "next";
import { evenOut } from "./even-out.mjs";

const hostname = process.env.HOST ?? "127.0.0.1";
const port = Number(process.env.PORTAL_PORT ?? 3001);

const app = next({ dev: false, dir: import.meta.dirname, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();

createServer((request, response) => {
  evenOut(request, response);
  void handle(request, response);
}).listen(port, hostname);
