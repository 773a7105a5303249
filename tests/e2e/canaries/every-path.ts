import { CANARIES, MARK } from "./canary-forms.ts";
import type { OwnProduct } from "./own-product.ts";
import { multipart, type Said, say, shout, speakFrames } from "./sender.ts";

const SUBMIT = "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { __typename ... on SubmitOpinionPayload { receipt } } }";
const FOLLOW = "query ($receipt: String!) { opinionByReceipt(receipt: $receipt) { text status answers { id } } }";
const SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }";
const WORDS = "Bếp ăn ca ba đóng cửa sớm, anh em tan ca không còn gì để ăn";

/** A body in JSON, as the api takes it. */
function document(query: string, variables: unknown = {}, more: object = {}): Said {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query, variables, ...more }) };
}

/** Speaks and follows as a member does, on the page and by the api. Returns whether both opinions came in. */
export async function speakAndFollow(product: OwnProduct): Promise<boolean> {
  const page = await postOpinion(product, { text: WORDS, email: CANARIES.email });
  const [answer] = [
    await say(product.url("api", "/graphql"), document(SUBMIT, { input: { text: `${WORDS} (2)`, idempotencyKey: CANARIES.key } })),
    await say(product.url("api", "/graphql"), document(SUBMIT, { input: { text: `${WORDS} (3)`, forward: "LATER" } })),
  ];
  const receipt: string | undefined = JSON.parse(answer.text).data?.submitOpinion?.receipt;
  for (const words of [receipt, CANARIES.receipt]) await say(product.url("api", "/graphql"), document(FOLLOW, { receipt: words }));
  const fields = Object.fromEntries((receipt ?? "").split(" ").map((word, place) => [`w${place + 1}`, word]));
  await postForm(product, "/theo-doi", fields);
  await postForm(product, "/theo-doi", { w1: CANARIES.receipt });
  return page.text.includes("Chép chín từ này") && receipt !== undefined;
}

const postOpinion = (product: OwnProduct, fields: Record<string, string>) =>
  postForm(product, "/gui-y-kien", { unitId: "", forward: "NOW", ...fields });

/** As the page's own form does it, with the hidden fields that stand in it. */
async function postForm(product: OwnProduct, path: string, fields: Record<string, string>, file?: Parameters<typeof multipart>[1]) {
  const url = product.url("portal", path);
  const { text } = await say(url);
  const form = /<form[^>]*enctype="multipart\/form-data"[^>]*>(.*?)<\/form>/is.exec(text)?.[1] ?? "";
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)].map(([, name = "", value = ""]) => [name, value]);
  return say(url, multipart({ ...Object.fromEntries(hidden), ...fields }, file));
}

/** What goes wrong on the portal, with canaries in everything that is said. */
export async function errPortal(product: OwnProduct): Promise<void> {
  const at = (path: string) => product.url("portal", path);
  for (const path of [
    `/${CANARIES.place}?q=${CANARIES.place}`,
    `/bai-viet/${CANARIES.place}`,
    `/bai-viet?after=${CANARIES.place}`,
    `/_next/${CANARIES.place}`,
  ])
    await say(at(path));
  await say(at(`/%E0%A4%A-${CANARIES.place}`));
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "POST"])
    await say(at(`/gui-y-kien?${CANARIES.place}`), { method, body: CANARIES.place });
  for (const fields of [{ text: "?" }, { text: "ơ".repeat(6_000) }, { text: "a\u0000b" }, { text: WORDS, unitId: CANARIES.place }])
    await postOpinion(product, { ...fields, formKey: CANARIES.key });
  await postForm(product, "/gui-y-kien", { unitId: "" }, { name: "text", fileName: CANARIES.fileName, text: WORDS });
  await say(at("/gui-y-kien"), multipart({ [`$ACTION_ID_${"0".repeat(42)}`]: "", text: CANARIES.place }));
  await say(at("/gui-y-kien"), multipart({ [`$ACTION_ID_${CANARIES.place}`]: "", text: CANARIES.place }));
  await say(at("/gui-y-kien"), {
    method: "POST",
    headers: { "next-action": CANARIES.place, "content-type": "text/plain" },
    body: `[${CANARIES.place}`,
  });
  await say(at("/gui-y-kien"), {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=x" },
    body: `--x broken ${CANARIES.place}`,
  });
  await say(at("/gui-y-kien"), multipart({ text: MARK.repeat(400_000) }));
  await say(at("/gui-y-kien"), { headers: { rsc: CANARIES.place, "next-router-state-tree": CANARIES.place } });
  await say(at("/gui-y-kien"), { headers: { host: `${MARK}.example` } });
  await say(at("/gui-y-kien"), { ...multipart({ text: MARK.repeat(10_000) }), leavesAfter: 20_000 });
  await shout(product.ports.portal, `GET /${CANARIES.place} HTTP/1.1\r\nhost: x\r\nx-long: ${MARK.repeat(3_000)}\r\n\r\n`);
  await shout(product.ports.portal, `${CANARIES.place} no http at all\r\n\r\n`);
}

/** The same for the console: whoever has no session is a stranger there. */
export async function errConsole(product: OwnProduct): Promise<void> {
  for (const path of [
    `/${CANARIES.place}`,
    `/opinions/${CANARIES.place}`,
    `/articles/${CANARIES.place}?text=${CANARIES.place}`,
    `/sign-in?next=/${CANARIES.place}`,
  ])
    await say(product.url("console", path));
  await say(product.url("console", "/sign-in"), { method: "POST", headers: { "next-action": CANARIES.place }, body: CANARIES.place });
  await shout(product.ports.console, `${CANARIES.place} no http at all\r\n\r\n`);
}

/** What goes wrong at the two doors of the api. */
export async function errApi(product: OwnProduct): Promise<void> {
  const url = product.url("api", "/graphql");
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const inputs = [
    { text: "?" },
    { text: "\ud800" },
    { text: WORDS, unitId: CANARIES.place },
    { text: `${WORDS} (4)`, idempotencyKey: CANARIES.key },
    { no: CANARIES.place },
  ];
  const documents = [
    document(`query ${CANARIES.document.replace(/-/g, "")} { ${MARK} }`),
    document("{ organization { name }", {}, { operationName: CANARIES.document }),
    document(`{ organization { ${"a:name ".repeat(400)} } } # ${CANARIES.document}`),
    document("query ($id: ID!) { opinion(id: $id) { text } }", { id: CANARIES.place }),
    document(SIGN_IN, { input: { email: CANARIES.email, password: CANARIES.session } }),
    ...inputs.map((input) => document(SUBMIT, { input })),
  ];
  for (const each of documents) {
    await say(url, each);
    await say(url, { ...each, headers: { ...each.headers, ...bearer(product.key) } });
  }
  await say(url, { ...document("{ viewer { id } }"), headers: { "content-type": "application/json", ...bearer(CANARIES.session) } });
  await say(url, { ...document(SUBMIT), headers: { "content-type": "application/json", origin: `https://${MARK}.example` } });
  await say(url, { method: "POST", headers: { "content-type": CANARIES.place }, body: CANARIES.place });
  await say(url, { method: "POST", headers: { "content-type": "application/json" }, body: `{"query": ${CANARIES.place}` });
  await say(url, { method: "POST", headers: { "content-type": "application/json" }, body: `"${MARK.repeat(40_000)}"` });
  await say(url, { ...document(SUBMIT, { input: { text: MARK.repeat(1_000) } }), leavesAfter: 6_000 });
  for (const path of [`/graphql?query=${CANARIES.place}`, `/${CANARIES.place}`, `/%E0%A4%A-${CANARIES.place}`, "/metrics"])
    await say(product.url("api", path));
  for (const method of ["PUT", "DELETE", "TRACE", "HEAD"]) await say(url, { method });
  await shout(product.ports.api, `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n${CANARIES.place}`);
  await shout(product.ports.api, `GET / HTTP/1.1\r\nx-long: ${MARK.repeat(3_000)}\r\n\r\n`);
  await errSocket(product);
}

async function errSocket(product: OwnProduct): Promise<void> {
  const url = product.url("api", "/graphql").replace("http", "ws");
  const init = JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${product.key}` } });
  const subscribe = (query: string) => JSON.stringify({ id: CANARIES.requestId, type: "subscribe", payload: { query } });
  for (const frames of [
    [JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${CANARIES.session}` } })],
    [`{ ${CANARIES.place}`],
    [init, Buffer.from(CANARIES.place)],
    [init, JSON.stringify({ type: CANARIES.place })],
    [init, subscribe(`subscription { ${MARK} }`), subscribe(`{ ${MARK}`)],
    [init, subscribe(`subscription { opinionFeed(after: "${CANARIES.place}") { cursor } }`)],
    [init, MARK.repeat(10_000)],
  ])
    await speakFrames(url, frames);
  await speakFrames(url, [init], { origin: `https://${MARK}.example` });
  await speakFrames(`${url}/${CANARIES.place}`, [init]);
}

/** While the database is away, or has lost a table: the ways on which nobody knows what is the matter. */
export async function errWithoutDatabase(product: OwnProduct): Promise<void> {
  const url = product.url("api", "/graphql");
  await Promise.all([
    say(url, document(SUBMIT, { input: { text: `${WORDS} (5)`, idempotencyKey: CANARIES.key } })),
    say(url, document(SUBMIT, { input: { text: `${WORDS} (6)`, forward: "LATER" } })),
    say(url, document(FOLLOW, { receipt: CANARIES.receipt })),
    say(url, document(SIGN_IN, { input: { email: CANARIES.email, password: CANARIES.session } })),
    postOpinion(product, { text: `${WORDS} (7)`, formKey: CANARIES.key }),
    say(product.url("portal", `/bai-viet/${CANARIES.place}`)),
    say(product.url("console", "/opinions")),
  ]);
}
