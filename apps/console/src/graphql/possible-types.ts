/** The members of the schema's unions: without them the cache guesses which part of an outcome it was sent. */
export const POSSIBLE_TYPES = {
  ArticleResult: ["ArticleChanged", "ArticleConflict", "ArticleStepImpossible"],
  CreateStaffAccountResult: ["StaffAccountCreated", "StaffAccountRefused"],
  SetOpinionAsideResult: ["OpinionConflict", "OpinionDecided", "OpinionStepImpossible"],
  SignInResult: ["SignInRefused", "SignedIn"],
  SubmitOpinionResult: ["OpinionRefused", "SubmitOpinionPayload"],
  TriageOpinionResult: ["OpinionConflict", "OpinionDecided", "OpinionStepImpossible"],
  UndoOpinionDecisionResult: ["OpinionConflict", "OpinionDecided", "OpinionStepImpossible"],
};
