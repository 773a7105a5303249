import { expect, test } from "vitest";
import { NEEDS_FRESH_PROOF } from "../../apps/api/src/guard/step-up.ts";
import { buildApiSchema } from "../../apps/api/src/schema.ts";

/** What an open session alone may do, and why that is enough. A mutation that stands neither here nor under `@StepUp()` fails. */
const SESSION_IS_ENOUGH: Readonly<Record<string, string>> = {
  signIn: "is a proof itself",
  askForPasskey: "a challenge is worth nothing without the key",
  signInWithPasskey: "is a proof itself",
  askForPasskeyAgain: "a challenge is worth nothing without the key",
  stepUpWithPasskey: "is the proof",
  stepUpWithPassword: "is the proof",
  openInvitation: "is asked with the link's secret and changes nothing",
  acceptInvitation: "the link's secret is the proof",
  signOut: "ending a session must never wait",
  signOutEverywhere: "ending sessions must never wait",
  endSession: "ending a session must never wait",
  endOtherSessions: "ending sessions must never wait",
  setLocale: "a language",
  submitOpinion: "the public does it",
  withdrawOpinion: "the sender's receipt is the proof",
  revealOpinionText: "daily work, with a written reason",
  submitOpinions: "brings in, shows nothing",
  triageOpinion: "daily work, undone by a click",
  setOpinionAside: "daily work, undone by a click",
  undoOpinionDecision: "daily work",
  startArticle: "a draft, which two people look at before anybody else",
  saveArticle: "a draft",
  sendArticleForReview: "a draft",
  returnArticle: "a draft",
  approveArticle: "makes nothing public",
  correctArticle: "begins a draft",
  claimOpinion: "a lease of minutes",
  claimNextOpinions: "a lease of minutes",
  claimArticle: "a lease of minutes",
  renewClaims: "a lease of minutes",
  releaseClaims: "a lease of minutes",
  keepPresence: "who looks at what",
  leavePresence: "who looks at what",
};

test("every mutation asks for a fresh proof, or stands on the list of those that need none", async () => {
  const schema = await buildApiSchema({ get: () => undefined });
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  const guarded = fields.filter(({ extensions }) => extensions[NEEDS_FRESH_PROOF] === true).map(({ name }) => name);
  expect([...guarded, ...Object.keys(SESSION_IS_ENOUGH)].toSorted()).toEqual(fields.map(({ name }) => name).toSorted());
});

test("rights, keys, accounts and what becomes public are among those that ask", async () => {
  const schema = await buildApiSchema({ get: () => undefined });
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  const sensitive = /grant|client|staff|factor|passkey$|totp|recovery|password$|publish|withdraw|export|sealed|key$/i;
  const open = fields.filter(({ name, extensions }) => sensitive.test(name) && extensions[NEEDS_FRESH_PROOF] !== true).map(({ name }) => name);
  expect(open).toEqual(
    ["askForPasskey", "signInWithPasskey", "stepUpWithPasskey", "stepUpWithPassword", "withdrawOpinion"].filter((name) => open.includes(name)),
  );
  expect(fields.length).toBeGreaterThan(open.length);
});
