"use client";
import { Kbd } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import type { SetAsideReason } from "@/graphql/generated/graphql";

const REASONS = ["SPAM", "OFF_TOPIC", "DUPLICATE", "ABUSIVE", "TEST"] as const satisfies readonly SetAsideReason[];

/** The listed reasons, each with its rule beside it and its number. There is no other, and criticism is none of them. */
export function SetAsidePanel({ onSetAside }: { readonly onSetAside: (reason: SetAsideReason) => void }) {
  const t = useTranslations("setAside");
  const pressNumber = ({ code, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    const reason = REASONS[Number(/^(?:Digit|Numpad)([1-5])$/.exec(code)?.[1]) - 1];
    if (reason && !ctrlKey && !metaKey && !altKey) onSetAside(reason);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the numbers are short cuts to the buttons inside.
    <div onKeyDown={pressNumber}>
      <div className="flex items-baseline gap-3">
        <h3 className="font-semibold">{t("title")}</h3>
        <span className="ml-auto text-xs text-ink-3">{t("numbers")}</span>
      </div>
      <p className="mt-1 text-sm text-ink-2">{t("rule")}</p>
      <ul className="-mx-1 mt-2 space-y-0.5">
        {REASONS.map((reason, place) => (
          <li key={reason}>
            <button type="button" onClick={() => onSetAside(reason)} className="flex w-full gap-2.5 rounded-sm px-1.5 py-1.5 hover:bg-hover">
              <span className="shrink-0 text-ink-3">
                <Kbd>{String(place + 1)}</Kbd>
              </span>
              <span>
                <b className="block font-medium">{t(`reasons.${reason}.name`)}</b>
                <span className="block text-sm text-ink-3">{t(`reasons.${reason}.rule`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="mt-2 border-t border-line pt-2 text-sm text-ink-3">{t("undoable")}</p>
    </div>
  );
}
