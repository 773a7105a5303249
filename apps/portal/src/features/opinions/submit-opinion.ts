import { ApiUnavailable } from "@/graphql/api-unavailable.ts";
import { fetchApi } from "@/graphql/fetch-api.ts";
import { graphql } from "@/graphql/generated";
import { idempotencyKeyOf, type OpinionDraft } from "./opinion-draft.ts";
import { foundPersonalData, withoutPersonalData } from "./personal-data/found-personal-data.ts";
import type { PersonalDataChoice } from "./personal-data/personal-data-choice.ts";
import type { SubmitAnswer } from "./submit-answer.ts";

const SUBMIT_OPINION = graphql(`
  mutation SubmitOpinion($input: SubmitOpinionInput!) {
    submitOpinion(input: $input) {
      __typename
      ... on SubmitOpinionPayload {
        receiptWords
      }
      ... on OpinionRefused {
        refusal
      }
    }
  }
`);

// Three times the api's limit, whatever the form of its letters. A much longer text would be refused as a body, without a reason.
const SURELY_TOO_LONG = 15_000;

/**
 * Sends the draft once; where it seems to hold personal data, only after its writer was asked. Every outcome that leaves it unsent comes
 * back with the draft, so that nothing typed is lost; it is kept nowhere.
 */
export async function submitOpinion(draft: OpinionDraft, choice: PersonalDataChoice): Promise<SubmitAnswer> {
  if (draft.text.trim() === "") return { kind: "failed", draft, failure: "EMPTY" };
  if (draft.text.length > SURELY_TOO_LONG) return { kind: "failed", draft, failure: "TOO_LONG" };
  const found = choice === "ASK" ? foundPersonalData(draft.text) : [];
  if (found.length > 0) return { kind: "warned", draft, found };
  return send(choice === "COVER" ? { ...draft, text: withoutPersonalData(draft.text) } : draft);
}

async function send(draft: OpinionDraft): Promise<SubmitAnswer> {
  try {
    const { submitOpinion: result } = await fetchApi(SUBMIT_OPINION, {
      input: { text: draft.text, unitId: draft.unitId || null, forward: draft.forward, idempotencyKey: idempotencyKeyOf(draft) },
    });
    if (result.__typename === "OpinionRefused") return { kind: "failed", draft, failure: result.refusal };
    return { kind: "received", receiptWords: result.receiptWords, forward: draft.forward };
  } catch (error) {
    if (!(error instanceof ApiUnavailable)) throw error;
    return { kind: "failed", draft, failure: error.reason === "busy" ? "BUSY" : "AWAY" };
  }
}
