import { DomainError, type Words } from "../foundation/domain-error.ts";
import type { Opinion } from "./opinion.entity.ts";
import type { OpinionDecision } from "./opinion-decision.entity.ts";

export const OPINION_REFUSALS = ["EMPTY", "TOO_SHORT", "TOO_LONG", "BAD_CHARACTERS", "UNKNOWN_UNIT"] as const;
export type Refusal = (typeof OPINION_REFUSALS)[number];

const REFUSAL_WORDS: Readonly<Record<Refusal, Words>> = {
  EMPTY: {
    vi: "Chưa có lời nào. Viết điều anh chị muốn nói rồi gửi lại.",
    en: "There is no text yet. Write what you want to say and send it again.",
  },
  TOO_SHORT: {
    vi: "Lời quá ngắn để hiểu. Viết thêm vài chữ: chuyện gì, ở đâu.",
    en: "The text is too short to understand. Add a few words: what, and where.",
  },
  TOO_LONG: {
    vi: "Lời dài quá 5.000 ký tự. Rút gọn hoặc chia thành hai lần gửi.",
    en: "The text is longer than 5,000 characters. Shorten it or send it in two parts.",
  },
  BAD_CHARACTERS: {
    vi: "Trong lời có ký tự hỏng không lưu được. Xóa ký tự lạ hoặc gõ lại chỗ đó.",
    en: "The text holds broken characters that cannot be kept. Delete them or type that part again.",
  },
  UNKNOWN_UNIT: {
    vi: "Không có đơn vị này trong danh sách. Chọn lại, hoặc để trống.",
    en: "This unit is not on the list. Choose another, or leave it out.",
  },
};

/** The opinion was not taken in; says why and what to change. Nothing was stored. */
export class OpinionRefused extends DomainError {
  readonly code = "OPINION_REFUSED";

  constructor(readonly refusal: Refusal) {
    super(REFUSAL_WORDS[refusal]);
  }
}

export function wordsOfRefusal(refusal: Refusal): Words {
  return REFUSAL_WORDS[refusal];
}

/** Foreign and absent give the same answer. */
export class OpinionNotFound extends DomainError {
  readonly code = "NOT_FOUND";

  constructor(readonly opinionId: string) {
    super({ vi: "Không tìm thấy ý kiến này, hoặc nó ở ngoài đơn vị của anh chị.", en: "There is no such opinion, or it lies outside your units." });
  }
}

/** Somebody decided between the caller's reading and deciding. */
export class OpinionConflict extends DomainError {
  readonly code = "OPINION_CONFLICT";

  constructor(
    readonly opinion: Opinion,
    readonly latest: OpinionDecision | undefined,
  ) {
    super({
      vi: "Ý kiến này vừa được xử lý. Xem trạng thái mới rồi quyết định lại nếu cần.",
      en: "Somebody has just decided on this opinion. Look at its new state and decide again if needed.",
    });
  }
}

/** The step does not lead on from the opinion's state. */
export class OpinionStepImpossible extends DomainError {
  readonly code = "OPINION_STEP_IMPOSSIBLE";

  constructor(readonly opinion: Opinion) {
    super({
      vi: "Không làm được bước này từ trạng thái hiện tại của ý kiến.",
      en: "This step is not possible from the opinion's present state.",
    });
  }
}

export class IdempotencyMismatch extends DomainError {
  readonly code = "IDEMPOTENCY_MISMATCH";

  constructor() {
    super({
      vi: "Khóa gửi này đã dùng cho một nội dung khác. Dùng khóa mới cho nội dung mới.",
      en: "This idempotency key was used for another request. Use a new key for a new request.",
    });
  }
}

/** A system or a colleague named the portal as the channel of a batch. */
export class PortalIsForMembers extends DomainError {
  readonly code = "PORTAL_IS_FOR_MEMBERS";

  constructor() {
    super({
      vi: "Kênh cổng ý kiến chỉ nhận lời người lao động tự gửi. Chọn kênh khác cho đợt này, chẳng hạn API.",
      en: "The portal's channel takes only what members send themselves. Name another channel for this batch, such as API.",
    });
  }
}
