/** The same work without GraphQL: one INSERT a request, one shared buffer to each subscriber. Arguments: port, database. */
import { createServer } from "node:http";
import pg from "pg";
import { type WebSocket, WebSocketServer } from "ws";
import { type OpinionRow, TABLES } from "./schema.ts";

const [port, databaseUrl] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
pool.on("error", () => undefined);
await pool.query(TABLES);
const { rows: places } = await pool.query('SELECT unit.id AS "unitId", channel.id AS "channelId" FROM unit, channel');
const [{ unitId, channelId }] = places;

const subscribers = new Set<WebSocket>();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, handleProtocols: () => "graphql-transport-ws" });

async function submit({ input }: { input: { text: string } }): Promise<unknown> {
  const { rows } = await pool.query<OpinionRow>(
    `INSERT INTO opinion (text, "unitId", "channelId") VALUES ($1, $2, $3) RETURNING id, text, status, "receivedAt", urgency`,
    [input.text, unitId, channelId],
  );
  const item = { cursor: "c".repeat(38), kind: "RECEIVED", opinion: rows[0] };
  const message = Buffer.from(JSON.stringify({ id: "1", type: "next", payload: { data: { opinionFeed: item } } }));
  for (const subscriber of subscribers) subscriber.send(message, { binary: false });
  return { submitOpinion: { __typename: "SubmitOpinionPayload" } };
}

async function submitMany({ input }: { input: { opinions: { text: string }[] } }): Promise<unknown> {
  await pool.query(`INSERT INTO opinion (text, "unitId", "channelId") SELECT text, $2, $3 FROM unnest($1::text[]) AS text`, [
    input.opinions.map(({ text }) => text),
    unitId,
    channelId,
  ]);
  return { submitOpinions: { __typename: "SubmitOpinionsPayload" } };
}

async function list({ after }: { after?: string }): Promise<unknown> {
  const { rows } = await pool.query(
    `SELECT opinion.id, text, status, "receivedAt", unit.name AS unit, channel.name AS channel
       FROM opinion JOIN unit ON unit.id = "unitId" JOIN channel ON channel.id = "channelId"
      WHERE status = 'RECEIVED' AND ("receivedAt", opinion.id) < (coalesce($1::timestamptz, 'infinity'), $2::uuid)
      ORDER BY "receivedAt" DESC, opinion.id DESC LIMIT 51`,
    [after ?? null, "ffffffff-ffff-ffff-ffff-ffffffffffff"],
  );
  const edges = rows.slice(0, 50).map(({ unit: unitName, channel: channelName, ...node }) => ({
    cursor: `${node.receivedAt.toISOString()} ${node.id}`,
    node: { ...node, unit: { name: unitName }, channel: { name: channelName } },
  }));
  return { opinions: { edges, pageInfo: { hasNextPage: rows.length > 50, endCursor: edges.at(-1)?.cursor } } };
}

const server = createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => {
    body += piece;
  });
  request.on("end", async () => {
    const { query, variables } = JSON.parse(body);
    const answer = query.includes("submitOpinions")
      ? submitMany(variables)
      : query.startsWith("mutation")
        ? submit(variables)
        : list(variables ?? {});
    response.setHeader("content-type", "application/json").end(JSON.stringify({ data: await answer }));
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
