import { clsx } from "clsx";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { AuditChain } from "./audit.query.ts";
import { readMoment } from "./read-moment.ts";

/** How far the audit is sealed, whether that holds, and the newest anchor, to be compared with the copy outside. */
export async function AuditChainState({ chain: { sealedBefore, unsealedEntries, isIntact, anchor } }: { readonly chain: AuditChain }) {
  const [t, moment] = await Promise.all([getTranslations("audit.chain"), readMoment()]);
  const Icon = isIntact ? ShieldCheck : ShieldAlert;
  return (
    <div className="mt-1 space-y-1 text-sm text-ink-2">
      <p className={clsx("flex items-start gap-1.5", !isIntact && "font-semibold text-hotspot")} role={isIntact ? undefined : "alert"}>
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
        <span>
          {sealedBefore === null || sealedBefore === undefined ? t("notYet") : t(isIntact ? "intact" : "broken", { moment: moment(sealedBefore) })}{" "}
          {t("unsealed", { count: unsealedEntries })}
        </span>
      </p>
      {anchor && (
        <details>
          <summary className="cursor-pointer">
            {t("anchor", { day: anchor.day.split("-").reverse().join("/"), entries: Number(anchor.entries) })}
          </summary>
          <p className="mt-1 max-w-(--measure)">{t("compare")}</p>
          <code className="mt-1 block font-mono text-xs break-all text-ink">{anchor.hash.match(/.{1,8}/g)?.join(" ")}</code>
        </details>
      )}
    </div>
  );
}
