"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMoment } from "@/features/articles/use-moment.ts";
import type { ClientRow } from "./client.documents.ts";
import { isClientScope } from "./client-scopes.ts";
import { ClientStateMark, statesOf } from "./client-state.tsx";

/** One system: its name first, then what it may do, how it stands, and when it was last heard of. */
export function ClientListRow({ client }: { readonly client: ClientRow }) {
  const t = useTranslations("clients");
  const format = useFormatter();
  const moment = useMoment();
  const scopes = format.list(client.scopes.filter(isClientScope).map((scope) => t(`scopes.${scope}`)));
  const lastUsedAt = lastUse(client);
  return (
    <li className="relative grid gap-x-6 gap-y-1 border-b border-line px-4 py-(--row-py) focus-within:bg-hover hover:bg-hover lg:grid-cols-[minmax(0,1fr)_15rem_11rem] lg:items-center">
      <div className="min-w-0">
        <Link prefetch={false} href={`/clients/${client.id}`} className="font-medium break-words text-ink no-underline after:absolute after:inset-0">
          {client.name}
        </Link>
        <p className="text-sm text-ink-3">{client.purpose || scopes}</p>
      </div>
      <p className="flex flex-wrap items-center gap-1.5 text-xs text-ink-3">
        {statesOf(client).map((state) => (
          <ClientStateMark key={state} state={state} />
        ))}
        {client.endsAt && <span>{t("until", { day: moment.at(client.endsAt) })}</span>}
      </p>
      <p className="text-sm text-ink-3 lg:text-end">{lastUsedAt ? t("lastUsed", { at: moment.at(lastUsedAt) }) : t("neverUsed")}</p>
    </li>
  );
}

function lastUse({ keys }: ClientRow): string | undefined {
  return keys
    .map(({ lastUsedAt }) => lastUsedAt)
    .filter((at) => typeof at === "string")
    .toSorted()
    .at(-1);
}
