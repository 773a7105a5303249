"use client";
import { Button } from "@langnghe/ui";
import { ChevronLeft, Hourglass, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useMoment } from "@/features/articles/use-moment.ts";
import type { ClientInHand, ClientUnit } from "../client.documents.ts";
import { toCreateInput, toForm } from "../client-form.ts";
import { ClientFormDialog } from "../client-form-dialog.tsx";
import { ClientStateMark, statesOf } from "../client-state.tsx";
import { NewKey, type ShownKey } from "../new-key.tsx";
import { useAct } from "../use-act.ts";
import { useClientActs } from "../use-client-acts.ts";
import { ClientFacts } from "./client-facts.tsx";
import { ClientKeys } from "./client-keys.tsx";
import { ClientUse } from "./client-use.tsx";
import { ConfirmBox } from "./confirm-box.tsx";
import { SureButton } from "./sure-button.tsx";

interface ClientDetailProps {
  readonly client: ClientInHand;
  readonly units: readonly ClientUnit[];
  /** ISO. */
  readonly now: string;
}

/** One outside system: what waits for somebody first, then what was agreed, its keys, and what it did. */
export function ClientDetail({ client, units, now }: ClientDetailProps) {
  const t = useTranslations("clients");
  const moment = useMoment();
  const { revoke } = useClientActs();
  const [shown, setShown] = useState<ShownKey>();
  const showKey = (key: string | null) => setShown({ name: client.name, key });
  const mayAct = client.viewerCanManage && !client.revokedAt;
  return (
    <main id="main" className="mx-2 flex min-h-0 flex-col rounded-t-lg bg-surface shadow-sheet">
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
        <Link href="/clients" aria-label={t("back")} className="-ml-1.5 rounded-sm p-1.5 text-ink-2 hover:bg-hover">
          <ChevronLeft size={18} strokeWidth={1.75} aria-hidden="true" />
        </Link>
        <h1 className="min-w-0 text-md font-semibold break-words">{client.name}</h1>
        {statesOf(client).map((state) => (
          <ClientStateMark key={state} state={state} />
        ))}
        {mayAct && (
          <div className="ml-auto flex gap-2">
            <SureButton act="revokeClient" word={t("revokeClient.open")} work={() => revoke(client.id)} />
            <EditClient client={client} units={units} now={now} />
          </div>
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-auto [scrollbar-width:thin]">
        {shown && <NewKey shown={shown} onDone={() => setShown(undefined)} />}
        {client.isEndingSoon && client.endsAt && (
          <Notice Icon={TriangleAlert} tint="bg-soon-soft text-soon">
            {t("soon", { at: moment.at(client.endsAt) })}
          </Notice>
        )}
        {client.viewerCanConfirm && <ConfirmBox client={client} onKey={showKey} />}
        {client.isAwaitingConfirmation && !client.viewerCanConfirm && (
          <Notice Icon={Hourglass} tint="bg-accent-soft text-accent-soft-ink">
            <strong className="font-semibold">{t("waiting.title")}.</strong> {t(client.isKeyRequested ? "waiting.withKey" : "waiting.withoutKey")}
          </Notice>
        )}
        <div className="grid gap-8 p-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
          <div className="space-y-8">
            <ClientFacts client={client} />
            <ClientKeys client={client} now={now} mayAct={mayAct} onKey={showKey} />
          </div>
          <ClientUse days={client.usage} now={now} />
        </div>
      </div>
    </main>
  );
}

interface NoticeProps {
  readonly Icon: typeof Hourglass;
  readonly tint: string;
  readonly children: ReactNode;
}

function Notice({ Icon, tint, children }: NoticeProps) {
  return (
    <div className={`flex items-start gap-2 border-b border-line px-4 py-2.5 ${tint}`}>
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.75 shrink-0" />
      <p>{children}</p>
    </div>
  );
}

function EditClient({ client, units, now }: ClientDetailProps) {
  const t = useTranslations("clients.form");
  const [isOpen, setOpen] = useState(false);
  const act = useAct();
  const { change } = useClientActs();
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("edit")}</Button>
      <ClientFormDialog
        kind="change"
        isOpen={isOpen}
        first={toForm(client)}
        units={units}
        today={now}
        isBusy={act.isBusy}
        problem={act.problem}
        onClose={() => {
          setOpen(false);
          act.forget();
        }}
        onConfirm={async (form) => {
          const changed = await act.run(() => change({ clientId: client.id, ...toCreateInput(form) }));
          if (changed) setOpen(false);
        }}
      />
    </>
  );
}
