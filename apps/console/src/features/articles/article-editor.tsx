"use client";
import { useState } from "react";
import { Colleagues } from "@/claims/colleagues.tsx";
import { useColleagues, useKeptPresence } from "@/claims/use-presence.ts";
import type { Viewer } from "../sign-in/find-viewer.ts";
import type { ArticleForm } from "./article-form.ts";
import type { AnsweredOpinion, ArticleInHand } from "./article-in-hand.ts";
import type { StepDialog } from "./steps/step-buttons.tsx";
import { StepDialogs } from "./steps/step-dialogs.tsx";
import { useStepTaking } from "./steps/use-step-taking.ts";
import type { UnitChoice } from "./writing/article-fields.tsx";
import { DraftNotice } from "./writing/draft-notice.tsx";
import { EditorHead } from "./writing/editor-head.tsx";
import { MiddlePane } from "./writing/middle-pane.tsx";
import { ProblemNotice } from "./writing/problem-notice.tsx";
import { BackingPane, ReviewPane } from "./writing/side-panes.tsx";
import { useAnsweredOpinions } from "./writing/use-answered-opinions.ts";
import { useArticleDesk } from "./writing/use-article-desk.ts";
import { useProblemFocus } from "./writing/use-problem-focus.ts";
import { useSaveKey } from "./writing/use-save-key.ts";
import type { WritingView } from "./writing/writing-pane.tsx";

export interface ArticleEditorProps {
  readonly viewer: Viewer;
  /** Null for a new one. */
  readonly article: ArticleInHand | null;
  /** What a new article begins with. */
  readonly blank: ArticleForm;
  readonly newSlot: string;
  /** The opinion a new article starts from. */
  readonly firstAnswer: AnsweredOpinion | null;
  readonly units: readonly UnitChoice[];
  readonly portalUrl: string | null;
}

/** One article: what it answers and rests on at one side, four eyes and history at the other, the text between, the steps above. */
export function ArticleEditor({ viewer, article: first, blank, newSlot, firstAnswer, units, portalUrl }: ArticleEditorProps) {
  const desk = useArticleDesk({ viewerId: viewer.id, article: first, blank, newSlot });
  const { article, form, theirs, restoredFrom } = desk.editing;
  const [dialog, setDialog] = useState<StepDialog | null>(null);
  const [view, setView] = useState<WritingView>("write");
  const takeStep = useStepTaking(desk, () => setDialog(null));
  const opinions = useAnsweredOpinions(form.answers, article, firstAnswer);
  useSaveKey(desk.canEdit, () => void desk.save());
  useProblemFocus(desk, () => setView("write"));
  const isWaiting = !desk.canEdit;
  useKeptPresence({ kind: "ARTICLE", id: article?.id ?? null, isEditing: desk.canEdit && desk.hasUnsaved });
  const presence = useColleagues({ kind: "ARTICLE", ids: article ? [article.id] : [], viewerId: viewer.id });
  const othersClaim = desk.claim?.holder.id === viewer.id ? null : desk.claim;
  return (
    <main id="main" className="mx-2 min-h-0 rounded-t-lg bg-surface shadow-sheet max-lg:overflow-auto lg:grid lg:grid-rows-[auto_auto_minmax(0,1fr)]">
      <EditorHead desk={desk} viewerId={viewer.id} takeStep={takeStep} onDialog={setDialog} />
      <div>
        <div role="status" className="px-4 empty:hidden">
          <Colleagues claim={othersClaim} viewerId={viewer.id} people={presence.get(article?.id ?? "") ?? []} />
        </div>
        <ProblemNotice problem={dialog ? null : desk.problem} />
        {desk.hasUnsaved && !theirs && (restoredFrom || isWaiting) && (
          <DraftNotice keptAt={restoredFrom} isWaiting={isWaiting} onDiscard={desk.discard} />
        )}
      </div>
      <div className="min-h-0 lg:grid lg:grid-cols-[15rem_minmax(0,1fr)_15rem] xl:grid-cols-[18.5rem_minmax(0,1fr)_19rem]">
        <MiddlePane desk={desk} units={units} view={view} onView={setView} findOpinion={opinions.find} />
        <BackingPane desk={desk} opinions={opinions} maySearch={viewer.permissions.includes("opinion:read")} />
        <ReviewPane desk={desk} portalUrl={portalUrl} />
      </div>
      {article && (
        <StepDialogs open={dialog} article={article} viewerId={viewer.id} desk={desk} takeStep={takeStep} onClose={() => setDialog(null)} />
      )}
    </main>
  );
}
