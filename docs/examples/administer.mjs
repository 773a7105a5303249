// Signs in as a member of staff, runs one GraphQL document and signs out. For accounts and roles, which have no page in the console, and for keys.
// node administer.mjs DOCUMENT [VARIABLES as JSON]
const ADDRESS = process.env.LANGNGHE_URL ?? "http://127.0.0.1:4000/graphql";
const [document, variables = "{}"] = process.argv.slice(2);
const input = { email: process.env.LANGNGHE_EMAIL ?? "", password: process.env.LANGNGHE_PASSWORD ?? "" };

const SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInRefused { message } } }";
let cookie;
const signedIn = await ask(SIGN_IN, { input });
[cookie] = signedIn.headers.getSetCookie().map((line) => line.split(";")[0]);
if (!cookie) fail(signedIn.body.errors?.[0].message ?? signedIn.body.data.signIn.message);

const { body } = await ask(document, JSON.parse(variables));
console.log(JSON.stringify(body, null, 2));
await ask("mutation { signOut }");
if (body.errors) process.exitCode = 1;

async function ask(query, variables) {
  const headers = { "content-type": "application/json", "accept-language": "en", ...(cookie && { cookie }) };
  const response = await fetch(ADDRESS, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return { headers: response.headers, body: await response.json() };
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
