/** The languages a person may be answered in; Vietnamese first. */
export type Locale = "VI" | "EN";

/** One sentence in every language: what is the matter and what to do now. */
export interface Words {
  readonly vi: string;
  readonly en: string;
}

/**
 * Something a caller can act on. `code` is for machines and never changes; the words are for people.
 * Every other error is a defect: it is logged under an id and shown as that id only.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  readonly words: Words;

  constructor(words: Words) {
    super(words.en);
    this.name = new.target.name;
    this.words = words;
  }

  /** The sentence in the reader's language. */
  in(locale: Locale): string {
    return locale === "EN" ? this.words.en : this.words.vi;
  }
}

/** A value that no use case accepts: the caller has to change the request. */
export class InvalidInput extends DomainError {
  readonly code = "BAD_USER_INPUT";
}

export class NotAllowed extends DomainError {
  readonly code = "FORBIDDEN";

  constructor(readonly permission: string) {
    super({
      vi: `Tài khoản này chưa có quyền làm việc đó (${permission}). Nhờ người quản trị của đơn vị cấp quyền.`,
      en: `This account may not do that (${permission}). Ask your unit's administrator for the right.`,
    });
  }
}
