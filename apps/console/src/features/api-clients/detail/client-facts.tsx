"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useMoment } from "@/features/articles/use-moment.ts";
import type { ClientInHand } from "../client.documents.ts";
import { isClientScope } from "../client-scopes.ts";

/** What was agreed, in words. */
export function ClientFacts({ client }: { readonly client: ClientInHand }) {
  const t = useTranslations("clients");
  const format = useFormatter();
  const moment = useMoment();
  const scopes = client.scopes.map((scope) => (isClientScope(scope) ? t(`scopes.${scope}`) : scope));
  return (
    <section aria-labelledby="facts">
      <h2 id="facts" className="mb-2 font-semibold">
        {t("facts.title")}
      </h2>
      <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-4 gap-y-2">
        <Fact name={t("facts.purpose")}>{client.purpose || <Unsaid />}</Fact>
        <Fact name={t("facts.contact")}>{client.contact || <Unsaid />}</Fact>
        <Fact name={t("facts.scopes")}>{format.list(scopes)}</Fact>
        <Fact name={t("facts.units")}>
          {format.list(client.units.map(({ name }) => name))} <span className="text-ink-3">({t("facts.unitsHint")})</span>
        </Fact>
        <Fact name={t("facts.networks")}>
          {client.allowedNetworks.length > 0 ? <span className="font-mono text-sm">{client.allowedNetworks.join(", ")}</span> : t("facts.anywhere")}
        </Fact>
        <Fact name={t("facts.expiresAt")}>{moment.at(client.expiresAt)}</Fact>
        {client.confirmedAt && (
          <Fact name={t("facts.confirmed")}>
            {t("facts.confirmedBy", { name: client.confirmedBy?.name ?? t("facts.confirmedAtInstallation"), at: moment.at(client.confirmedAt) })}
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="break-words">{children}</dd>
    </>
  );
}

function Unsaid() {
  return <span className="text-ink-3">{useTranslations("clients.facts")("unsaid")}</span>;
}
