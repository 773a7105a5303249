import { Eye, Moon, PenLine } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Colleague } from "./use-presence.ts";

const ICONS = { VIEWING: Eye, EDITING: PenLine, IDLE: Moon } as const;

interface ColleaguesProps {
  /** Who holds the subject; null while nobody does. */
  readonly claim: { readonly holder: { readonly id: string; readonly name: string } } | null | undefined;
  readonly viewerId: string;
  readonly people: readonly Colleague[];
}

/** Who holds it and who else is there, in words; nothing when nobody is. */
export function Colleagues({ claim, viewerId, people }: ColleaguesProps) {
  const t = useTranslations("claims");
  const others = people.filter(({ id }) => id !== claim?.holder.id);
  if (!claim && others.length === 0) return null;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-3 text-xs leading-5">
      {claim && (
        <span className={claim.holder.id === viewerId ? "font-medium text-accent-ink" : "font-medium text-soon"}>
          {claim.holder.id === viewerId ? t("own") : t("held", { name: claim.holder.name })}
        </span>
      )}
      {others.map(({ id, name, mode }) => {
        const Icon = ICONS[mode];
        return (
          <span key={id} className="inline-flex items-center gap-1.5 text-ink-3">
            <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
            {t(`modes.${mode}`, { name })}
          </span>
        );
      })}
    </span>
  );
}
