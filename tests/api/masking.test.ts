import { beforeAll, describe, expect, test } from "vitest";
import { dumpAllRows } from "../support/all-rows.ts";
import { type Answer, anApi, askOnSocket, type TestApi } from "../support/api.ts";
import { aGatheredLog, type GatheredLog } from "../support/log.ts";
import { aWorld, TestClock, type World } from "../support/world.ts";

/** What a sender's request carries; none of it may be found anywhere afterwards. */
const CANARIES = {
  "user-agent": "canary-agent/7.7",
  "x-forwarded-for": "203.0.113.77",
  "x-real-ip": "203.0.113.78",
  forwarded: "for=203.0.113.79",
  from: "canary@sender.example",
  referer: "http://127.0.0.1:3000/canary-page",
  cookie: "canary=cookie",
  "x-request-id": "canary-request",
  "accept-language": "vi-canary",
} as const;
const TEXT = "Chuyện riêng không được ghi vào nhật ký";

let world: World;
let api: TestApi;
let log: GatheredLog;
beforeAll(async () => {
  world = await aWorld({ clock: TestClock.atPresent() });
  log = aGatheredLog();
  api = await anApi(world.databaseUrl, { log: log.logger });
});

const SUBMIT = "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename ... on SubmitOpinionPayload { receipt } } }";
async function postAsSender(
  query: string,
  variables: Record<string, unknown>,
): Promise<Pick<Answer, "data" | "errors" | "status"> & { body: string }> {
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...CANARIES },
    body: JSON.stringify({ query, variables }),
  });
  const body = await response.text();
  return { ...JSON.parse(body), status: response.status, body };
}
const everyRow = async () => [...(await dumpAllRows(world.domain.dataSource))].flat(2).join("\n");

describe("a sender's request", () => {
  test("leaves neither address, agent, page, cookie nor request id in any table or in the log", async () => {
    const { data } = await postAsSender(SUBMIT, { input: { text: TEXT, idempotencyKey: "canary-key-of-the-sender" } });
    const { receipt } = data.submitOpinion;
    const followed = await postAsSender("query ($receipt: String!) { opinionByReceipt(receipt: $receipt) { text } }", { receipt });
    expect(followed.data.opinionByReceipt).toEqual({ text: TEXT });
    await postAsSender(SUBMIT, { input: { text: "?" } });
    await postAsSender("{ nothing }", {});
    const rows = await everyRow();
    expect(rows).toContain(TEXT);
    for (const trace of [...Object.values(CANARIES), "203.0.113", "127.0.0.1", "canary", receipt]) {
      expect(rows).not.toContain(trace);
      expect(log.text()).not.toContain(trace);
    }
    expect(log.text()).not.toContain(TEXT);
  });
});

describe("an error nobody foresaw", () => {
  const expectMasked = ({ errors, body }: { errors?: Answer["errors"]; body: string }) => {
    const [error] = errors ?? [];
    const { errorId } = (error?.extensions ?? {}) as { errorId?: string };
    expect(error?.extensions.code).toBe("INTERNAL_SERVER_ERROR");
    expect(errorId).toMatch(/^[0-9a-f-]{36}$/);
    expect(error?.message).toContain(errorId);
    expect(log.text()).toContain(errorId);
    for (const secret of [TEXT, "riêng", "canary", "203.0.113", "relation", "constraint", "stacktrace"]) expect(body).not.toContain(secret);
    for (const secret of [TEXT, "riêng", "canary", "203.0.113", "parameters", "Failing row"]) expect(log.text()).not.toContain(secret);
  };

  test("when the database refuses a row, and repeats it in its own error, shows an id only and logs no words", async () => {
    await world.domain.dataSource.query("ALTER TABLE opinion ADD CONSTRAINT trap CHECK (text NOT LIKE 'Chuyện riêng: %')");
    const input = { text: `Chuyện riêng: ${TEXT}`, idempotencyKey: "canary-key-of-the-trap" };
    const answer = await postAsSender(SUBMIT, { input });
    expect(answer.status).toBe(200);
    expectMasked(answer);
    const onSocket = await askOnSocket(api.connect({ key: (await world.aClient()).key }), SUBMIT, { input });
    expectMasked({ ...onSocket, body: JSON.stringify(onSocket) });
  });

  test("when a table is gone, neither", async () => {
    await world.domain.dataSource.query("ALTER TABLE waiting_opinion RENAME TO gone");
    const input = { text: TEXT, forward: "LATER", idempotencyKey: "canary-key-of-the-gone" };
    expectMasked(await postAsSender(SUBMIT, { input }));
    const receipt = "ấm ăn ảnh áo ba bạc bài bàn";
    const looked = await postAsSender("query ($receipt: String!) { opinionByReceipt(receipt: $receipt) { text } }", { receipt });
    expectMasked(looked);
    expect(log.text()).not.toContain(receipt);
  });

  test("says which code it was in the reader's language", async () => {
    const input = { text: TEXT, forward: "LATER" };
    const [vi, en] = [await api.ask(SUBMIT, { input }), await api.ask(SUBMIT, { input }, { locale: "en" })];
    expect(vi.errors?.[0]?.message).toMatch(/^Có lỗi ngoài dự tính/);
    expect(en.errors?.[0]?.message).toMatch(/^Something unexpected went wrong/);
  });
});
