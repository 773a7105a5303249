import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import type { AuditRow } from "./audit.query.ts";
import { findAct } from "./audit-acts.ts";
import { type AuditAddress, writeAuditAddress } from "./audit-filter.ts";
import { readMoment } from "./read-moment.ts";

interface AuditEntryRowProps {
  readonly entry: AuditRow;
  readonly address: AuditAddress;
}

/** Nobody's id: an act that has no subject of its own. */
const NO_SUBJECT = "00000000-0000-0000-0000-000000000000";

const SET_ASIDE_REASONS = ["SPAM", "OFF_TOPIC", "DUPLICATE", "ABUSIVE", "TEST"] as const;

/** One sentence: who did what, where and why; then what it was done to, each a link to its history. */
export async function AuditEntryRow({ entry, address }: AuditEntryRowProps) {
  const [t, listed, format, moment] = await Promise.all([getTranslations("audit"), getTranslations("history.reasons"), getFormatter(), readMoment()]);
  const act = findAct(entry.act);
  const who = entry.actorNames.length > 0 ? format.list(entry.actorNames) : t("product");
  const setAsideReason = SET_ASIDE_REASONS.find((reason) => reason === entry.reason);
  const subjects = entry.subjectIds.filter((id) => id !== NO_SUBJECT && id !== address.subject);
  return (
    <li className="grid gap-x-4 gap-y-0.5 border-b border-line px-4 py-(--row-py) text-sm hover:bg-hover sm:grid-cols-[9.5rem_minmax(0,1fr)]">
      <time dateTime={entry.at} className="text-ink-3">
        {moment(entry.at)}
      </time>
      <div className="min-w-0 break-words">
        <p>{act ? t(`sentences.${act}`, { who }) : t("sentences.other", { who, act: entry.act })}</p>
        <p className="flex flex-wrap gap-x-3 text-ink-3">
          {entry.unit && <span>{t("where", { unit: entry.unit.name })}</span>}
          {entry.reason && <span className="text-ink-2">{t("why", { reason: setAsideReason ? listed(setAsideReason) : entry.reason })}</span>}
          {entry.actorId && entry.actorId !== address.actor && (
            <Link prefetch={false} href={writeAuditAddress({ actor: entry.actorId })}>
              {t("ofPerson")}
            </Link>
          )}
          {subjects.map((id) => (
            <Link key={id} prefetch={false} href={writeAuditAddress({ subject: id })} aria-label={t("ofSubject", { id })}>
              <code className="font-mono text-xs">{id.slice(0, 8)}</code>
            </Link>
          ))}
        </p>
      </div>
    </li>
  );
}
