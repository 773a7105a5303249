import { ask } from "../harness/ask.ts";
import type { Scenario } from "../harness/scenario.ts";
import type { Stage } from "../harness/stage.ts";
import { conclude, gather } from "../harness/under-load.ts";

const SUBMIT = "mutation ($input: SubmitOpinionInput!) { submitOpinion(input: $input) { ... on SubmitOpinionPayload { receipt } } }";
const AT_ONCE = 20;
const KEYS = 20;

export const sameSubmission: Scenario = {
  name: "same-submission",
  sentence: "The same submission twenty times at once is one opinion and twenty equal answers; other words under its key are refused with 422",
  goal: { backWithinMs: 1_000, leastAcknowledged: KEYS, cutsAnswers: false },
  async play(stage) {
    const crowd = await gather(stage, 2);
    const wrong: string[] = [];
    for (let number = 0; number < KEYS; number += 1) wrong.push(...(await submitAtOnce(stage, `${stage.draw.seed} lần ${number}`)));
    return { ...(await conclude(stage, crowd, 0)), wrong };
  },
};

/** Anonymous ones, as from a member whose finger slips: their keys stand in one common space. */
async function submitAtOnce(stage: Stage, name: string): Promise<string[]> {
  const input = { text: `Bấm gửi nhiều lần ${name}`, idempotencyKey: `khóa gửi thật dài ${name}` };
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => submitOnce(stage, name, input)));
  const refused = answers.filter(({ data }) => !data?.submitOpinion?.receipt).length;
  const other = await ask(stage.url, { query: SUBMIT, variables: { input: { ...input, text: `Lời khác ${name}` } } });
  const isRefused = other.status === 422 && other.code === "IDEMPOTENCY_MISMATCH";
  return [
    ...(refused > 0 ? [`${refused} of ${AT_ONCE} equal calls got no receipt`] : []),
    ...(isRefused ? [] : [`other words under a key got ${other.status} ${other.code ?? ""}`]),
  ];
}

async function submitOnce(stage: Stage, write: string, input: { text: string; idempotencyKey: string }) {
  stage.history.write({ kind: "invoke", write, text: input.text, key: input.idempotencyKey, unitId: "" });
  const answer = await ask(stage.url, { query: SUBMIT, variables: { input } });
  const { code = "NO_DATA", ms, data } = answer;
  const receipt: string | undefined = data?.submitOpinion?.receipt;
  stage.history.write(receipt === undefined ? { kind: "fail", write, code, ms } : { kind: "ok", write, receipt, ms });
  return answer;
}
