import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TEXT } from "@/controls/text-styles.ts";
import { findOrganization } from "@/features/organization/find-organization.ts";
import { PATHS } from "@/i18n/paths.ts";
import { PageFrame } from "@/shell/page-frame.tsx";
import { pageMetadata } from "@/shell/page-metadata.ts";
import { KeptLists } from "./kept-lists.tsx";

const PARAGRAPHS = [
  { id: "time", heading: "time", text: "timeText" },
  { id: "receipt", heading: "receipt", text: "receiptText" },
  { id: "readers", heading: "readers", text: "readersText" },
  { id: "dossiers", heading: "dossiers", text: "dossiersText" },
  { id: "aside", heading: "aside", text: "asideText" },
] as const;
const LISTS = [
  { id: "check", heading: "check", lines: ["checkCookie", "checkScript", "checkNetwork"] },
  { id: "limits", heading: "limits", lines: ["limitsDevice", "limitsText", "limitsHistory"] },
] as const;

/** What is kept and what is not, and how anybody can check it. */
export async function KeptPage() {
  const [t, organization] = await Promise.all([getTranslations("kept"), findOrganization()]);
  return (
    <PageFrame path={PATHS.kept}>
      <div className="max-w-[40rem]">
        <h1 className={TEXT.h1}>{t("title")}</h1>
        <p className={`mt-3 ${TEXT.lead}`}>{t("lead")}</p>
        <KeptLists label={t("title")} className="mt-8" />
        {PARAGRAPHS.map(({ id, heading, text }) => (
          <section key={id} aria-labelledby={id} className="mt-9">
            <h2 id={id} className={TEXT.h2}>
              {t(heading)}
            </h2>
            <p className="mt-2">{t(text)}</p>
          </section>
        ))}
        <section aria-labelledby="long" className="mt-9">
          <h2 id="long" className={TEXT.h2}>
            {t("long")}
          </h2>
          <p className="mt-2">{organization ? t("longText", { months: organization.retentionMonths }) : t("longUnknown")}</p>
        </section>
        {LISTS.map(({ id, heading, lines }) => (
          <section key={id} aria-labelledby={id} className="mt-9">
            <h2 id={id} className={TEXT.h2}>
              {t(heading)}
            </h2>
            <ul className="mt-2 list-disc space-y-1.5 pl-5 marker:text-ink-3">
              {lines.map((line) => (
                <li key={line}>{t(line)}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </PageFrame>
  );
}

export async function keptPageMetadata(): Promise<Metadata> {
  const t = await getTranslations("kept");
  return pageMetadata({ title: t("title") });
}
