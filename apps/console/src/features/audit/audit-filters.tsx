import { buttonClass } from "@langnghe/ui";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { AuditUnit } from "./audit.query.ts";
import { AUDIT_ACTS } from "./audit-acts.ts";
import { type AuditAddress, isNarrowed } from "./audit-filter.ts";

interface AuditFiltersProps {
  readonly address: AuditAddress;
  readonly units: readonly AuditUnit[];
}

const FIELD = "min-h-8 rounded-sm bg-surface px-2 text-sm text-ink shadow-[inset_0_0_0_1px_var(--line-strong)]";
const LABEL = "flex flex-col gap-0.5 text-xs text-ink-3";

/** What the list is narrowed to. A plain form: each sending of it is one look, and one entry. */
export async function AuditFilters({ address, units }: AuditFiltersProps) {
  const t = await getTranslations("audit");
  return (
    <form
      key={JSON.stringify(address)}
      action="/audit"
      aria-label={t("filters.title")}
      className="flex flex-wrap items-end gap-2 border-b border-line px-4 py-2"
    >
      {address.actor !== "" && <input type="hidden" name="actor" value={address.actor} />}
      <label className={LABEL}>
        {t("filters.act")}
        <select name="act" defaultValue={address.act} className={FIELD}>
          <option value="">{t("filters.allActs")}</option>
          {AUDIT_ACTS.map((act) => (
            <option key={act} value={act}>
              {t(`acts.${act}`)}
            </option>
          ))}
        </select>
      </label>
      <label className={LABEL}>
        {t("filters.unit")}
        <select name="unit" defaultValue={address.unit} className={`${FIELD} max-w-56`}>
          <option value="">{t("filters.allUnits")}</option>
          {units.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className={LABEL}>
        {t("filters.from")}
        <input type="date" name="from" defaultValue={address.from} className={FIELD} />
      </label>
      <label className={LABEL}>
        {t("filters.to")}
        <input type="date" name="to" defaultValue={address.to} className={FIELD} />
      </label>
      <label className={LABEL}>
        {t("filters.subject")}
        <input name="subject" defaultValue={address.subject} spellCheck={false} autoComplete="off" className={`${FIELD} w-64 max-w-full`} />
      </label>
      <button type="submit" className={buttonClass("plain")}>
        {t("filters.apply")}
      </button>
      {isNarrowed(address) && (
        <Link prefetch={false} href="/audit" className="min-h-8 px-1.5 py-1 text-sm">
          {t(address.actor === "" ? "filters.clear" : "filters.clearPerson")}
        </Link>
      )}
    </form>
  );
}
