import { Ban, TriangleAlert } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Note } from "@/controls/note.tsx";
import { articleDay } from "./article-day.ts";
import type { PublishedArticle } from "./find-article.ts";

const bold = (chunks: ReactNode) => <b>{chunks}</b>;

/** What a reader must know before the text: that it was corrected or withdrawn, when and why. */
export async function ArticleNotes({ article }: { readonly article: PublishedArticle }) {
  const t = await getTranslations("articles");
  return (
    <>
      {article.withdrawnAt && (
        <Note tone="broken" icon={Ban} className="mt-6">
          <p>{t.rich("withdrawnNote", { b: bold, day: await articleDay(article.withdrawnAt), reason: article.withdrawalReason ?? "" })}</p>
          <p>{t("withdrawnKept")}</p>
        </Note>
      )}
      {article.correctedAt && article.correctionNote && (
        <Note tone="context" icon={TriangleAlert} className="mt-6">
          {t.rich("correctedNote", { b: bold, day: await articleDay(article.correctedAt), note: article.correctionNote })}
        </Note>
      )}
    </>
  );
}
