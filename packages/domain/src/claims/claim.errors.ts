import { DomainError, type Words } from "../foundation/domain-error.ts";
import type { Subject, SubjectKind } from "./claim-subject.ts";

/** A claim that counts at the moment. */
export interface HeldClaim {
  readonly subject: Subject;
  readonly unitId: string;
  readonly holder: { readonly id: string; readonly name: string };
  readonly fencingNumber: number;
  readonly expiresAt: Date;
}

const HELD_WORDS: Readonly<Record<SubjectKind, (name: string) => Words>> = {
  OPINION: (name) => ({
    vi: `${name} đang xử lý ý kiến này. Chọn ý kiến khác, hoặc chờ đồng nghiệp làm xong.`,
    en: `${name} is working on this opinion. Choose another one, or wait until they are done.`,
  }),
  ARTICLE: (name) => ({
    vi: `${name} đang sửa bài này. Chờ đồng nghiệp làm xong rồi sửa tiếp.`,
    en: `${name} is editing this article. Wait until they are done, then go on.`,
  }),
};

/** A colleague holds the subject. Nothing was changed. */
export class ClaimConflict extends DomainError {
  readonly code = "CLAIM_CONFLICT";

  constructor(readonly claim: HeldClaim) {
    super(HELD_WORDS[claim.subject.kind](claim.holder.name));
  }
}

/** The caller's claim has ended and a newer one was made since. Nothing was changed. */
export class ClaimOutdated extends DomainError {
  readonly code = "CLAIM_OUTDATED";

  constructor(readonly subject: Subject) {
    super({
      vi: "Lượt nhận của anh chị đã hết hạn và mục này đã có lượt nhận mới. Xem lại nội dung, nhận lại rồi lưu.",
      en: "Your claim has ended and a newer one was made since. Look at it again, claim it again, then save.",
    });
  }
}
