"use client";
import { Button } from "@langnghe/ui";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMoment } from "@/features/articles/use-moment.ts";
import type { ClientInHand, ClientKey } from "../client.documents.ts";
import { useAct } from "../use-act.ts";
import { useClientActs } from "../use-client-acts.ts";
import { SureButton } from "./sure-button.tsx";

interface ClientKeysProps {
  readonly client: ClientInHand;
  /** ISO. */
  readonly now: string;
  readonly mayAct: boolean;
  readonly onKey: (key: string | null) => void;
}

/** The keys, newest first, with what tells whether one is still needed. */
export function ClientKeys({ client, now, mayAct, onKey }: ClientKeysProps) {
  const t = useTranslations("clients.keys");
  const act = useAct();
  const { rotate } = useClientActs();
  const isSecondNeeded = client.scopes.some((scope) => scope !== "opinion:submit");
  return (
    <section aria-labelledby="keys">
      <h2 id="keys" className="mb-2 font-semibold">
        {t("title")}
      </h2>
      {client.keys.length === 0 && <p className="text-ink-2">{t("none")}</p>}
      <ul className="divide-y divide-line">
        {client.keys.map((key) => (
          <KeyRow key={key.id} value={key} state={stateOf(key, now)} mayAct={mayAct} />
        ))}
      </ul>
      {mayAct && (
        <div className="mt-3 space-y-2">
          <p className="text-sm text-ink-2">
            {t("rotateWhat")} {isSecondNeeded && t("rotateWaits")}
          </p>
          {act.problem && (
            <p role="alert" className="font-semibold text-hotspot">
              {act.problem}
            </p>
          )}
          <Button
            disabled={act.isBusy || client.isKeyRequested}
            aria-busy={act.isBusy}
            onClick={async () => {
              const made = await act.run(() => rotate(client.id));
              if (made) onKey(made.key);
            }}
          >
            {t("rotate")}
          </Button>
        </div>
      )}
    </section>
  );
}

type KeyState = "living" | "expired" | "revoked";

function stateOf({ revokedAt, expiresAt }: ClientKey, now: string): KeyState {
  if (revokedAt) return "revoked";
  return new Date(expiresAt) > new Date(now) ? "living" : "expired";
}

function KeyRow({ value: key, state, mayAct }: { readonly value: ClientKey; readonly state: KeyState; readonly mayAct: boolean }) {
  const t = useTranslations("clients");
  const moment = useMoment();
  const { revokeKey } = useClientActs();
  const name = key.beginning ? `${key.beginning}…` : t("keys.unknown");
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-mono text-sm">{name}</span> ·{" "}
          <span className={state === "living" ? "font-medium" : "text-ink-3"}>{t(`keys.${state}`)}</span>
          {state === "living" && <span className="text-ink-3"> {t("until", { day: moment.at(key.expiresAt) })}</span>}
        </p>
        <p className="text-sm text-ink-3">
          {t("keys.created", { at: moment.at(key.createdAt) })} · {key.lastUsedAt ? t("lastUsed", { at: moment.at(key.lastUsedAt) }) : t("neverUsed")}
        </p>
        {key.exposedAt && state === "living" && (
          <p className="mt-1 flex items-start gap-1.5 font-medium text-hotspot">
            <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.75 shrink-0" />
            {t("keys.exposed", { at: moment.at(key.exposedAt) })}
          </p>
        )}
      </div>
      {mayAct && state === "living" && (
        <SureButton act="revokeKey" word={t("keys.revoke")} label={t("keys.revokeThis", { beginning: name })} work={() => revokeKey(key.id)} />
      )}
    </li>
  );
}
