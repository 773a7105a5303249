"use client";
import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ArticleHistory } from "../reading/article-history.tsx";
import { ArticlePublication } from "../reading/article-publication.tsx";
import { FourEyes } from "../reading/four-eyes.tsx";
import { SourceReferences } from "../reading/source-references.tsx";
import { AnswerList } from "./answer-list.tsx";
import { SourceList } from "./source-list.tsx";
import type { AnsweredOpinions } from "./use-answered-opinions.ts";
import type { ArticleDesk } from "./use-article-desk.ts";

interface BackingPaneProps {
  readonly desk: ArticleDesk;
  readonly opinions: AnsweredOpinions;
  readonly maySearch: boolean;
}

/** What the article answers and what it rests on. */
export function BackingPane({ desk, opinions, maySearch }: BackingPaneProps) {
  const t = useTranslations("articles");
  const { article } = desk.editing;
  const { canEdit, shown } = desk;
  return (
    <SidePane label={t("panes.backing")} className="lg:col-start-1 lg:row-start-1 lg:border-r">
      <AnswerList
        ids={shown.answers}
        find={opinions.find}
        hiddenCount={article ? article.answerCount - article.answers.length : 0}
        canEdit={canEdit}
        canSearch={maySearch}
        onAdd={(opinion) => {
          opinions.remember(opinion);
          desk.type({ answers: [...shown.answers, opinion.id] });
        }}
        onChange={(answers) => desk.type({ answers })}
      />
      {canEdit ? <SourceList form={shown} onChange={desk.type} problem={desk.problem} /> : <SourceReferences sources={shown.sources} />}
    </SidePane>
  );
}

/** Who wrote and who approves, where it stands in public, and what was done with it. */
export function ReviewPane({ desk, portalUrl }: { readonly desk: ArticleDesk; readonly portalUrl: string | null }) {
  const t = useTranslations("articles");
  const { article } = desk.editing;
  return (
    <SidePane label={t("panes.review")} className="lg:col-start-3 lg:row-start-1 lg:border-l">
      <FourEyes article={article} form={desk.shown} />
      {article && <ArticlePublication article={article} portalUrl={portalUrl} />}
      {article && <ArticleHistory history={article.history} />}
    </SidePane>
  );
}

function SidePane({ label, className, children }: { readonly label: string; readonly className: string; readonly children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reached by keyboard.
      tabIndex={0}
      className={clsx("min-h-0 min-w-0 border-line bg-sunken px-4 py-3 [scrollbar-width:thin] max-lg:border-t lg:overflow-auto", className)}
    >
      {children}
    </section>
  );
}
