"use client";
import { Button } from "@langnghe/ui";
import { useFormatter, useTranslations } from "next-intl";
import type { AccountQuery } from "@/graphql/generated/graphql";
import { END_OTHERS, END_SESSION } from "./account.documents.ts";
import { Section } from "./section.tsx";
import { useAct } from "./use-act.ts";

/** Where a person is signed in, as far as it is known: the families of browser and system, and about when. */
export function SessionSection({ sessions }: { readonly sessions: AccountQuery["staffSessions"] }) {
  const t = useTranslations("own.sessions");
  const format = useFormatter();
  const act = useAct();
  return (
    <Section id="sessions" title={t("title")} what={t("what")} error={act.error}>
      <ul aria-labelledby="sessions" className="divide-y divide-line">
        {sessions.map(({ id, browser, system, lastUsedAt, isCurrent }) => (
          <li key={id} className="flex items-center gap-3 py-2">
            <span className="min-w-0 grow">
              <b className="block font-medium">{t("device", { browser: t(`browsers.${browser}`), system: t(`systems.${system}`) })}</b>
              <span className="text-sm text-ink-3">
                {isCurrent
                  ? t("current")
                  : t("used", { at: format.dateTime(new Date(lastUsedAt), { day: "2-digit", month: "2-digit", hour: "2-digit" }) })}
              </span>
            </span>
            {!isCurrent && (
              <Button disabled={act.isBusy} onClick={() => void act.run(END_SESSION, { id })}>
                {t("end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button disabled={act.isBusy} onClick={() => void act.run(END_OTHERS, {})}>
          {t("endOthers")}
        </Button>
      )}
    </Section>
  );
}
