"use client";
import { Button } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Act, useAct } from "@/features/account/use-act.ts";
import type { StaffQuery } from "@/graphql/generated/graphql";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { HandOverDialog } from "./hand-over-dialog.tsx";
import { InviteForm } from "./invite-form.tsx";
import { LinkOnce } from "./link-once.tsx";
import { DISABLE, RESET } from "./staff.documents.ts";

export type Account = StaffQuery["staffAccounts"][number];

interface StaffListProps {
  readonly accounts: readonly Account[];
  readonly viewerId: string;
}

interface Intent {
  readonly kind: "reset" | "disable";
  readonly account: Account;
}

export interface HandedLink {
  readonly name: string;
  readonly token: string;
}

export function StaffList({ accounts, viewerId }: StaffListProps) {
  const t = useTranslations("own.staff");
  const act = useAct();
  const [link, setLink] = useState<HandedLink>();
  const [intent, setIntent] = useState<Intent>();
  const [leaver, setLeaver] = useState<Account>();
  const carryOut = async ({ kind, account }: Intent) => {
    setIntent(undefined);
    if (kind === "disable") return void (await act.run(DISABLE, { id: account.id }));
    const reset = await act.run(RESET, { id: account.id });
    if (reset) setLink({ name: account.name, token: reset.resetFactors.token });
  };
  return (
    <main id="main" className="mx-2 overflow-auto rounded-t-lg bg-surface shadow-sheet">
      <div className="mx-auto max-w-4xl space-y-6 px-4 py-8 sm:px-8">
        <h1 className="text-xl font-semibold">{t("title")}</h1>
        <InviteForm act={act} onInvited={setLink} />
        <Refusal act={act} />
        {link && <LinkOnce {...link} />}
        <ul aria-label={t("title")} className="divide-y divide-line border-y border-line">
          {accounts.map((account) => (
            <Row key={account.id} account={account} isOwn={account.id === viewerId} isBusy={act.isBusy} onIntent={setIntent} onLeave={setLeaver} />
          ))}
        </ul>
      </div>
      <ConfirmDialog
        kind={intent?.kind ?? "reset"}
        name={intent?.account.name}
        onConfirm={() => intent && void carryOut(intent)}
        onClose={() => setIntent(undefined)}
      />
      <HandOverDialog act={act} leaver={leaver} accounts={accounts} onClose={() => setLeaver(undefined)} />
    </main>
  );
}

function Refusal({ act: { error } }: { readonly act: Act }) {
  if (!error) return null;
  return (
    <p role="alert" className="rounded-md bg-hotspot-soft px-3 py-2 font-medium text-hotspot">
      {error}
    </p>
  );
}

interface RowProps {
  readonly account: Account;
  readonly isOwn: boolean;
  readonly isBusy: boolean;
  readonly onIntent: (intent: Intent) => void;
  readonly onLeave: (account: Account) => void;
}

function Row({ account, isOwn, isBusy, onIntent, onLeave }: RowProps) {
  const t = useTranslations("own.staff");
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <span className="min-w-48 grow">
        <b className="block font-medium">
          {account.name}
          {account.isDisabled && <span className="ml-2 rounded-sm bg-sunken px-1.5 py-0.5 text-xs font-normal text-ink-3">{t("off")}</span>}
        </b>
        <span className="text-sm text-ink-3">{account.email}</span>
        <span className="block text-sm text-ink-2">
          {account.grants.map(({ role, unit }) => t("grant", { role: t(`roles.${role}`), unit: unit.name })).join(" · ") || t("noGrant")}
        </span>
      </span>
      {!isOwn && !account.isDisabled && (
        <>
          <Button disabled={isBusy} onClick={() => onIntent({ kind: "reset", account })}>
            {t("reset.open")}
          </Button>
          <Button disabled={isBusy} onClick={() => onIntent({ kind: "disable", account })}>
            {t("disable.open")}
          </Button>
          <Button disabled={isBusy} onClick={() => onLeave(account)}>
            {t("handOver.open")}
          </Button>
        </>
      )}
    </li>
  );
}
