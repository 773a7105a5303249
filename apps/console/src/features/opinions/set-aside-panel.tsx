"use client";
import { useTranslations } from "next-intl";
import type { SetAsideReason } from "@/graphql/generated/graphql";

const REASONS = ["SPAM", "OFF_TOPIC", "DUPLICATE", "ABUSIVE", "TEST"] as const satisfies readonly SetAsideReason[];

/** The listed reasons, each with its rule beside it. There is no other, and criticism is none of them. */
export function SetAsidePanel({ onSetAside }: { readonly onSetAside: (reason: SetAsideReason) => void }) {
  const t = useTranslations("setAside");
  return (
    <div>
      <h3 className="font-semibold">{t("title")}</h3>
      <p className="mt-1 text-sm text-ink-2">{t("rule")}</p>
      <ul className="mt-3 space-y-1">
        {REASONS.map((reason) => (
          <li key={reason}>
            <button type="button" onClick={() => onSetAside(reason)} className="block w-full rounded-sm px-2 py-1.5 hover:bg-hover">
              <b className="block font-medium">{t(`reasons.${reason}.name`)}</b>
              <span className="block text-sm text-ink-3">{t(`reasons.${reason}.rule`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="mt-3 border-t border-line pt-2 text-sm text-ink-3">{t("undoable")}</p>
    </div>
  );
}
