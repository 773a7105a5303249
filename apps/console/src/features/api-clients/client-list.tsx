"use client";
import { Button, EmptyState } from "@langnghe/ui";
import { Plus, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ClientRow, ClientUnit } from "./client.documents.ts";
import { blankForm, toCreateInput } from "./client-form.ts";
import { ClientFormDialog } from "./client-form-dialog.tsx";
import { ClientListRow } from "./client-list-row.tsx";
import { NewKey, type ShownKey } from "./new-key.tsx";
import { useAct } from "./use-act.ts";
import { useClientActs } from "./use-client-acts.ts";

interface ClientListProps {
  /** Null for who keeps none and is only asked to confirm. */
  readonly clients: readonly ClientRow[] | null;
  readonly toConfirm: readonly ClientRow[];
  readonly units: readonly ClientUnit[];
  /** ISO. */
  readonly today: string;
}

/** Every outside system with how it stands; what needs a person comes first. */
export function ClientList({ clients, toConfirm, units, today }: ClientListProps) {
  const t = useTranslations("clients");
  const [shown, setShown] = useState<ShownKey>();
  const endingCount = clients?.filter(({ isEndingSoon }) => isEndingSoon).length ?? 0;
  return (
    <main id="main" className="mx-2 flex min-h-0 flex-col rounded-t-lg bg-surface shadow-sheet">
      <header className="flex min-h-12 items-center gap-2 border-b border-line px-4 py-1.5">
        <h1 className="text-md font-semibold">{t("title")}</h1>
        {clients && <AddClient units={units} today={today} onMade={setShown} />}
      </header>
      <div className="min-h-0 flex-1 overflow-auto [scrollbar-width:thin]">
        {shown && <NewKey shown={shown} onDone={() => setShown(undefined)} />}
        {endingCount > 0 && (
          <p className="flex items-start gap-2 border-b border-line bg-soon-soft px-4 py-2.5 font-medium text-soon">
            <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.75 shrink-0" />
            {t("endingSoon", { count: endingCount })}
          </p>
        )}
        {toConfirm.length > 0 && (
          <section aria-labelledby="to-confirm" className="border-b border-line bg-sunken">
            <h2 id="to-confirm" className="px-4 pt-3 font-semibold">
              {t("toConfirm.title")}
            </h2>
            <p className="max-w-3xl px-4 pb-2 text-sm text-ink-2">{t("toConfirm.what")}</p>
            <Rows clients={toConfirm} label={t("toConfirm.title")} />
          </section>
        )}
        {clients && clients.length > 0 && <Rows clients={clients} label={t("title")} />}
        {clients?.length === 0 && <EmptyState title={t("none.title")} what={t("none.what")} />}
        {!clients && toConfirm.length === 0 && <EmptyState title={t("noRight.title")} what={t("noRight.what")} />}
      </div>
    </main>
  );
}

function Rows({ clients, label }: { readonly clients: readonly ClientRow[]; readonly label: string }) {
  return (
    <ol aria-label={label}>
      {clients.map((client) => (
        <ClientListRow key={client.id} client={client} />
      ))}
    </ol>
  );
}

interface AddClientProps extends Pick<ClientListProps, "units" | "today"> {
  readonly onMade: (shown: ShownKey) => void;
}

function AddClient({ units, today, onMade }: AddClientProps) {
  const t = useTranslations("clients");
  const [isOpen, setOpen] = useState(false);
  const act = useAct();
  const { create } = useClientActs();
  return (
    <>
      <Button look="primary" className="ml-auto" onClick={() => setOpen(true)}>
        <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
        {t("add")}
      </Button>
      <ClientFormDialog
        kind="new"
        isOpen={isOpen}
        first={blankForm(new Date(today))}
        units={units}
        today={today}
        isBusy={act.isBusy}
        problem={act.problem}
        onClose={() => {
          setOpen(false);
          act.forget();
        }}
        onConfirm={async (form) => {
          const made = await act.run(() => create(toCreateInput(form)));
          if (!made) return;
          setOpen(false);
          onMade({ name: form.name, key: made.key });
        }}
      />
    </>
  );
}
