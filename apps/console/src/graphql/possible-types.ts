/** The members of the schema's unions: without them the cache guesses which part of an outcome it was sent. */
export const POSSIBLE_TYPES = {
  AcceptInvitationResult: ["InvitationEnded", "SignedIn", "StaffAccountRefused"],
  ArticleResult: ["ArticleChanged", "ArticleConflict", "ArticleStepImpossible", "ClaimConflict", "ClaimOutdated"],
  ChangeApiClientResult: ["ApiClientChanged", "ApiClientRefused"],
  ConfirmApiClientResult: ["ApiKeyOutcome", "ApiClientRefused"],
  RotateApiKeyResult: ["ApiKeyOutcome", "ApiClientRefused"],
  ClaimArticleResult: ["ArticleClaimed", "ClaimConflict"],
  ClaimOpinionResult: ["ClaimConflict", "OpinionClaimed"],
  CreateStaffAccountResult: ["StaffAccountCreated", "StaffAccountRefused"],
  InviteStaffResult: ["StaffAccountRefused", "StaffInvited"],
  OpenInvitationResult: ["Invitation", "InvitationEnded"],
  SetOpinionAsideResult: ["ClaimConflict", "ClaimOutdated", "OpinionConflict", "OpinionDecided", "OpinionStepImpossible"],
  SignInResult: ["SecondFactorNeeded", "SignInRefused", "SignInThrottled", "SignedIn"],
  StepUpResult: ["ProofRefused", "SecondFactorNeeded", "SignInThrottled", "SignedIn"],
  SubmitOpinionResult: ["OpinionRefused", "SubmitOpinionPayload"],
  TriageOpinionResult: ["ClaimConflict", "ClaimOutdated", "OpinionConflict", "OpinionDecided", "OpinionStepImpossible"],
  UndoOpinionDecisionResult: ["ClaimConflict", "ClaimOutdated", "OpinionConflict", "OpinionDecided", "OpinionStepImpossible"],
};
