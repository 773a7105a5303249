import { DomainError, type Words } from "../foundation/domain-error.ts";
import type { Article } from "./article.entity.ts";

/** Foreign and absent give the same answer. */
export class ArticleNotFound extends DomainError {
  readonly code = "NOT_FOUND";

  constructor(readonly articleId: string) {
    super({ vi: "Không tìm thấy bài này, hoặc nó ở ngoài đơn vị của anh chị.", en: "There is no such article, or it lies outside your units." });
  }
}

export class ArticleConflict extends DomainError {
  readonly code = "ARTICLE_CONFLICT";

  constructor(readonly article: Article) {
    super({
      vi: "Có người vừa lưu hoặc chuyển bước bài này. Xem bản mới, ghép phần của mình rồi lưu lại.",
      en: "Somebody has just saved or moved this article. Look at the new version, merge your part and save again.",
    });
  }
}

/** The step cannot be taken. `field` names the part of the content that stands in the way, if one does. */
export class ArticleStepImpossible extends DomainError {
  readonly code = "ARTICLE_STEP_IMPOSSIBLE";
  readonly article: Article | undefined;
  readonly field: string | undefined;

  constructor(words: Words, { article, field }: { article?: Article | undefined; field?: string | undefined } = {}) {
    super(words);
    this.article = article;
    this.field = field;
  }
}
