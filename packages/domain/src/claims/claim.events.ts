/** Somebody of the staff began or ended work on an opinion. No moment: the log tells none closer than the quarter. */
export interface OpinionClaimChanged {
  readonly unitId: string;
  readonly holderId: string;
}

export type OpinionClaimed = OpinionClaimChanged;
export type OpinionClaimReleased = OpinionClaimChanged;
