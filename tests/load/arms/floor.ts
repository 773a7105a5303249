/** The same work without GraphQL: one INSERT a request, one shared buffer to each subscriber. Arguments: port, database. */
import { createServer } from "node:http";
import pg from "pg";
import { type WebSocket, WebSocketServer } from "ws";

const [port, databaseUrl] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
await pool.query(
  "CREATE TABLE IF NOT EXISTS opinion (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), text text NOT NULL, status text NOT NULL DEFAULT 'RECEIVED', received_at timestamptz NOT NULL DEFAULT now())",
);
await pool.query("CREATE INDEX IF NOT EXISTS opinion_newest ON opinion (received_at DESC, id DESC)");

const subscribers = new Set<WebSocket>();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, handleProtocols: () => "graphql-transport-ws" });

async function submit(text: string): Promise<unknown> {
  const { rows } = await pool.query("INSERT INTO opinion (text) VALUES ($1) RETURNING id, text, status, received_at", [text]);
  const [{ received_at: receivedAt, ...opinion }] = rows;
  const item = { cursor: "c".repeat(38), kind: "RECEIVED", opinion: { ...opinion, receivedAt, urgency: "ROUTINE" } };
  const message = Buffer.from(JSON.stringify({ id: "1", type: "next", payload: { data: { opinionFeed: item } } }));
  for (const subscriber of subscribers) subscriber.send(message, { binary: false });
  return { submitOpinion: { __typename: "SubmitOpinionPayload" } };
}

async function list(): Promise<unknown> {
  const { rows } = await pool.query(
    "SELECT id, text, status, received_at FROM opinion WHERE status = 'RECEIVED' ORDER BY received_at DESC, id DESC LIMIT 50",
  );
  return { opinions: { edges: rows.map((node) => ({ node })) } };
}

const server = createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => {
    body += piece;
  });
  request.on("end", async () => {
    const { query, variables } = JSON.parse(body);
    const data = query.startsWith("mutation") ? await submit(variables.text) : await list();
    response.setHeader("content-type", "application/json").end(JSON.stringify({ data }));
  });
});
server.on("upgrade", (request, stream, head) =>
  sockets.handleUpgrade(request, stream, head, (socket) => {
    socket.on("message", (message) => {
      if (String(message).includes("connection_init")) socket.send('{"type":"connection_ack"}');
      else subscribers.add(socket);
    });
    socket.on("close", () => subscribers.delete(socket));
    socket.on("error", () => socket.terminate());
  }),
);
server.listen(Number(port), "127.0.0.1", () => console.log("ready"));
