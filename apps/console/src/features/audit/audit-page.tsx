import { buttonClass, EmptyState } from "@langnghe/ui";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ApiAway, findViewer } from "@/features/sign-in/find-viewer.ts";
import { askApi } from "@/graphql/ask-api.ts";
import { RefusedPage } from "@/shell/refused-page.tsx";
import { AUDIT_PAGE, AUDIT_PAGE_SIZE } from "./audit.query.ts";
import { AuditChainState } from "./audit-chain-state.tsx";
import { AuditEntryRow } from "./audit-entry-row.tsx";
import { isNarrowed, readAuditAddress, type SearchParams, toAuditFilter, writeAuditAddress } from "./audit-filter.ts";
import { AuditFilters } from "./audit-filters.tsx";

interface AuditPageProps {
  readonly searchParams: Promise<SearchParams>;
}

export async function auditMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

/** Who did or read what, newest first, and whether the chain over it holds. Looking is itself noted, so nothing is asked ahead. @throws ApiAway */
export async function AuditPage({ searchParams }: AuditPageProps) {
  const [address, viewer, t] = await Promise.all([searchParams.then(readAuditAddress), findViewer(), getTranslations("audit")]);
  if (!viewer?.permissions.includes("audit:read")) return <NoAudit />;
  const page = await askApi(AUDIT_PAGE, { filter: toAuditFilter(address), first: AUDIT_PAGE_SIZE, after: address.after || null });
  if (page.kind === "signed-out") redirect(`/sign-in?next=${encodeURIComponent(writeAuditAddress(address))}`);
  if (page.kind === "away") throw new ApiAway("the audit could not be read");
  if (page.kind === "refused") return <RefusedPage refusal={page} />;
  const { auditEntries, auditChain, units } = page.data;
  const { endCursor, hasNextPage } = auditEntries.pageInfo;
  return (
    <main id="main" className="mx-2 flex min-h-0 flex-col rounded-t-lg bg-surface shadow-sheet">
      <header className="border-b border-line px-4 py-2">
        <h1 className="text-md font-semibold">{t("title")}</h1>
        <AuditChainState chain={auditChain} />
      </header>
      <AuditFilters address={address} units={units} />
      <div className="min-h-0 flex-1 overflow-auto [scrollbar-width:thin]">
        {auditEntries.edges.length === 0 ? (
          <EmptyState title={t(isNarrowed(address) ? "noneFound" : "none")} what={t("noneNext")} />
        ) : (
          <ol aria-label={t("title")}>
            {auditEntries.edges.map(({ node }) => (
              <AuditEntryRow key={node.id} entry={node} address={address} />
            ))}
          </ol>
        )}
        <nav aria-label={t("pages")} className="flex justify-center gap-2 p-4">
          {address.after !== "" && (
            <Link prefetch={false} className={buttonClass("plain")} href={writeAuditAddress({ ...address, after: "" })}>
              {t("newest")}
            </Link>
          )}
          {hasNextPage && endCursor && (
            <Link prefetch={false} className={buttonClass("plain")} href={writeAuditAddress({ ...address, after: endCursor })}>
              {t("older")}
            </Link>
          )}
        </nav>
      </div>
    </main>
  );
}

async function NoAudit() {
  const t = await getTranslations("audit");
  return (
    <main id="main" className="mx-2 space-y-3 rounded-t-lg bg-surface p-10 shadow-sheet">
      <h1 className="text-xl font-semibold">{t("noRight")}</h1>
      <p className="max-w-xl text-ink-2">{t("noRightWhat")}</p>
    </main>
  );
}
