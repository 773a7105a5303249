"use client";
import { Button } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import type { ClientInHand } from "../client.documents.ts";
import { isClientScope } from "../client-scopes.ts";
import { useAct } from "../use-act.ts";
import { useClientActs } from "../use-client-acts.ts";

interface ConfirmBoxProps {
  readonly client: ClientInHand;
  readonly onKey: (key: string | null) => void;
}

/** What the viewer is asked to say yes to, spelled out; what is confirmed is what is shown. */
export function ConfirmBox({ client, onKey }: ConfirmBoxProps) {
  const t = useTranslations("clients");
  const act = useAct();
  const { confirm } = useClientActs();
  const seen = { clientId: client.id, scopes: [...client.scopes], unitIds: client.units.map(({ id }) => id) };
  return (
    <section aria-labelledby="confirm" className="space-y-2 border-b border-line bg-accent-soft px-4 py-3 text-accent-soft-ink">
      <h2 id="confirm" className="font-semibold">
        {t("confirm.title")}
      </h2>
      <p>{client.requestedBy ? t("confirm.asked", { name: client.requestedBy.name }) : t("confirm.askedByNobody")}</p>
      <ul className="list-disc pl-5">
        {client.scopes.map((scope) => (
          <li key={scope}>{isClientScope(scope) ? t(`scopes.${scope}`) : scope}</li>
        ))}
      </ul>
      <p>
        {t("facts.units")}: {client.units.map(({ name }) => name).join("; ")} ({t("facts.unitsHint")}).
      </p>
      {client.isKeyRequested && <p className="max-w-3xl font-medium">{t("confirm.withKey")}</p>}
      {act.problem && (
        <p role="alert" className="font-semibold text-hotspot">
          {act.problem}
        </p>
      )}
      <Button
        look="primary"
        disabled={act.isBusy}
        aria-busy={act.isBusy}
        onClick={async () => {
          const confirmed = await act.run(() => confirm(seen));
          if (confirmed?.key) onKey(confirmed.key);
        }}
      >
        {t(client.isKeyRequested ? "confirm.submitWithKey" : "confirm.submit")}
      </Button>
    </section>
  );
}
