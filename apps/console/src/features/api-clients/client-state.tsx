import { clsx } from "clsx";
import { CircleCheck, CircleOff, Hourglass, type LucideIcon, TimerReset, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ClientRow } from "./client.documents.ts";
import { hasExposedKey } from "./exposed-key.ts";

export type ClientState = "active" | "exposed" | "waiting" | "endingSoon" | "ended" | "revoked";

const LOOKS: Readonly<Record<ClientState, { readonly Icon: LucideIcon; readonly tint: string }>> = {
  active: { Icon: CircleCheck, tint: "bg-ok-soft text-ok" },
  waiting: { Icon: Hourglass, tint: "bg-accent-soft text-accent-soft-ink" },
  endingSoon: { Icon: TriangleAlert, tint: "bg-soon-soft text-soon" },
  exposed: { Icon: TriangleAlert, tint: "bg-hotspot-soft text-hotspot" },
  ended: { Icon: TimerReset, tint: "bg-sunken text-ink-2 shadow-[inset_0_0_0_1px_var(--line)]" },
  revoked: { Icon: CircleOff, tint: "bg-sunken text-ink-2 shadow-[inset_0_0_0_1px_var(--line)]" },
};

export function statesOf(client: ClientRow): readonly ClientState[] {
  const { revokedAt, endsAt, isEndingSoon, isAwaitingConfirmation } = client;
  if (revokedAt) return ["revoked"];
  if (hasExposedKey(client)) return isAwaitingConfirmation ? ["exposed", "waiting"] : ["exposed"];
  const working: readonly ClientState[] = endsAt ? [isEndingSoon ? "endingSoon" : "active"] : [];
  if (isAwaitingConfirmation) return [...working, "waiting"];
  return working.length > 0 ? working : ["ended"];
}

/** How a system stands: a shape and a word, never a colour alone. */
export function ClientStateMark({ state }: { readonly state: ClientState }) {
  const t = useTranslations("clients.states");
  const { Icon, tint } = LOOKS[state];
  return (
    <span className={clsx("inline-flex min-h-6 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap", tint)}>
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      {t(state)}
    </span>
  );
}
