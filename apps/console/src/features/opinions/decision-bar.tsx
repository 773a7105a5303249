"use client";
import { Button, buttonClass, Kbd } from "@langnghe/ui";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import type { OpinionRow } from "./opinion-row.ts";
import { SetAsidePanel } from "./set-aside-panel.tsx";
import { TriagePanel } from "./triage-panel.tsx";
import type { Decisions } from "./use-decisions.ts";
import type { OpinionClaims } from "./use-opinion-claims.ts";

export type DecisionPanel = "triage" | "setAside";

interface DecisionBarProps {
  readonly opinion: OpinionRow;
  readonly topics: readonly { readonly id: string; readonly name: string }[];
  readonly mayWrite: boolean;
  readonly decisions: Decisions;
  readonly claims: OpinionClaims;
  readonly panel: DecisionPanel | null;
  readonly onPanel: (panel: DecisionPanel | null) => void;
  readonly onNext: () => void;
}

/** Everything that can be decided here, each with its key. The server says what may be done; it decides again. */
export function DecisionBar({ opinion, topics, mayWrite, decisions, claims, panel, onPanel, onNext }: DecisionBarProps) {
  const t = useTranslations("decisions");
  const { isBusy } = decisions;
  return (
    <footer className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2">
      <Panel
        isOpen={panel === "triage"}
        onOpen={(isOpen) => onPanel(isOpen ? "triage" : null)}
        label={t("triageTitle")}
        trigger={
          <Button disabled={!opinion.viewerCanTriage || isBusy} title={opinion.viewerCanTriage ? undefined : t("cannotTriage")}>
            {t("triage")} <Kbd>T</Kbd>
          </Button>
        }
      >
        <TriagePanel
          opinion={opinion}
          topics={topics}
          onTriage={(choice) => {
            onPanel(null);
            void decisions.triage(opinion, choice);
          }}
        />
      </Panel>
      <Panel
        isOpen={panel === "setAside"}
        onOpen={(isOpen) => onPanel(isOpen ? "setAside" : null)}
        label={t("setAsideTitle")}
        trigger={
          <Button disabled={!opinion.viewerCanSetAside || isBusy} title={opinion.viewerCanSetAside ? undefined : t("cannotSetAside")}>
            {t("setAside")} <Kbd>G</Kbd>
          </Button>
        }
      >
        <SetAsidePanel
          onSetAside={(reason) => {
            onPanel(null);
            void decisions.setAside(opinion, reason);
          }}
        />
      </Panel>
      {opinion.viewerCanClaim && (
        <Button disabled={claims.isBusy} onClick={() => void claims.toggle(opinion)}>
          {t(opinion.claim?.holder.id === claims.viewerId ? "release" : "claim")} <Kbd>N</Kbd>
        </Button>
      )}
      {opinion.viewerCanUndo && (
        <Button look="bare" disabled={isBusy} onClick={() => void decisions.undo(opinion)}>
          {t("undoThis")}
        </Button>
      )}
      {mayWrite && (
        <Link href={`/articles/new?opinion=${opinion.id}`} className={buttonClass("bare")}>
          {t("writeArticle")}
        </Link>
      )}
      <Button look="primary" className="ml-auto" onClick={onNext}>
        {t("next")} <Kbd>D</Kbd>
      </Button>
    </footer>
  );
}

interface PanelProps {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly label: string;
  readonly trigger: ReactNode;
  readonly children: ReactNode;
}

function Panel({ isOpen, onOpen, label, trigger, children }: PanelProps) {
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          side="top"
          sideOffset={8}
          collisionPadding={12}
          aria-label={label}
          className="z-20 max-h-[min(36rem,var(--radix-popover-content-available-height))] w-96 max-w-[calc(100vw-1.5rem)] overflow-auto rounded-md bg-raised p-4 shadow-pop"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
