"use client";
import { useTranslations } from "next-intl";
import type { AnsweredOpinion, ArticleInHand } from "../article-in-hand.ts";
import { ConflictPane } from "../conflict/conflict-pane.tsx";
import { ArticlePreview } from "../reading/article-preview.tsx";
import type { UnitChoice } from "./article-fields.tsx";
import type { ArticleDesk } from "./use-article-desk.ts";
import { WritingPane, type WritingView } from "./writing-pane.tsx";

interface MiddlePaneProps {
  readonly desk: ArticleDesk;
  readonly units: readonly UnitChoice[];
  readonly view: WritingView;
  readonly onView: (view: WritingView) => void;
  readonly findOpinion: (id: string) => AnsweredOpinion | null | undefined;
}

const PLACE = "min-h-0 min-w-0 lg:col-start-2 lg:row-start-1";

/** The text: being written, being merged, or as it stands for whoever reads it. */
export function MiddlePane({ desk, units, view, onView, findOpinion }: MiddlePaneProps) {
  const t = useTranslations("articles");
  const { article, form, base, theirs } = desk.editing;
  if (theirs) {
    return (
      <div className={`${PLACE} lg:overflow-auto`}>
        <ConflictPane
          mine={form}
          base={base}
          theirs={theirs}
          isBusy={desk.busy !== null}
          findOpinion={findOpinion}
          onSave={(merged) => void desk.save(merged)}
          onGoOn={(merged) => desk.dispatch({ type: "merged", form: merged })}
        />
      </div>
    );
  }
  if (!desk.canEdit) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reached by keyboard.
      <section tabIndex={0} aria-label={t("preview.text")} className={`${PLACE} lg:overflow-auto`}>
        <ArticlePreview article={desk.shown} />
      </section>
    );
  }
  return (
    <div className={PLACE}>
      <WritingPane
        form={form}
        onChange={desk.type}
        problem={desk.problem}
        units={article ? null : units}
        unitName={article?.unit.name ?? ""}
        returned={returnOf(article)}
        view={view}
        onView={onView}
      />
    </div>
  );
}

/** What a reader asked to change, if that was the last step; writers who took their own text back asked for nothing. */
function returnOf(article: ArticleInHand | null): { readonly name: string; readonly note: string } | null {
  const last = article?.history.at(-1);
  if (last?.kind !== "RETURNED" || !last.by || article?.writtenBy.some(({ id }) => id === last.by?.id)) return null;
  return { name: last.by.name, note: last.note ?? "" };
}
