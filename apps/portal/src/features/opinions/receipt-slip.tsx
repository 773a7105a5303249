import { CircleCheck, TriangleAlert } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { now } from "@/clock.ts";
import { buttonStyle } from "@/controls/button-style.ts";
import { Note } from "@/controls/note.tsx";
import { PrintButton } from "@/controls/print-button.tsx";
import { TEXT } from "@/controls/text-styles.ts";
import { Track } from "@/controls/track.tsx";
import { findTimeZone } from "@/features/organization/find-organization.ts";
import type { WhenToForward } from "@/graphql/generated/graphql";
import { formatDay } from "@/i18n/dates.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { latestForwarding, promisedAnswerDay, promisedOwnerDay } from "./promised-dates.ts";

interface ReceiptSlipProps {
  readonly words: readonly string[];
  readonly forward: WhenToForward;
}

/** The nine words, once, to be copied by hand, and what comes next. */
export async function ReceiptSlip({ words, forward }: ReceiptSlipProps) {
  const [t, shell, locale] = await Promise.all([getTranslations("receipt"), getTranslations("shell"), getLocale()]);
  return (
    <div className="max-w-[40rem]">
      <p role="status" className="flex items-center gap-1.5 font-medium text-ok">
        <CircleCheck className="size-[1.125rem]" strokeWidth={1.75} aria-hidden />
        {t("received")}
      </p>
      <h1 className={TEXT.h1}>{t("heading")}</h1>
      <p className={`mt-3 ${TEXT.lead}`}>{t("lead")}</p>
      <Words words={words} label={t("words")} typing={t("typing")} />
      <Note tone="context" icon={TriangleAlert} className="mt-8">
        {t.rich("warning", { b: (chunks) => <b>{chunks}</b> })}
      </Note>
      <p className="mt-8 text-md text-ink-3 print:hidden">{t("try")}</p>
      <p className="mt-2 flex flex-wrap gap-3">
        <a href={pathIn(locale, PATHS.follow)} className={buttonStyle("primary")}>
          {t("done")}
        </a>
        <PrintButton label={shell("print")} />
      </p>
      <WhatComesNext forward={forward} />
    </div>
  );
}

function Words({ words, label, typing }: { readonly words: readonly string[]; readonly label: string; readonly typing: string }) {
  return (
    <div className="mt-8 break-inside-avoid rounded-md bg-sunken px-4 pt-5 pb-4 shadow-[inset_0_0_0_1px_var(--line)] md:px-8 md:pt-7 md:pb-5">
      <ol aria-label={label} lang="vi" className="grid grid-cols-2 gap-x-6 sm:grid-cols-3 [counter-reset:word] md:gap-x-12">
        {words.map((word, index) => (
          <li
            // The same word may come twice; its place is what tells it apart.
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
            key={index}
            className="grid grid-cols-[1.375rem_minmax(0,1fr)] items-baseline border-b border-line-strong py-2 text-[1.5rem] leading-9 font-semibold [counter-increment:word] before:text-[.9375rem] before:font-normal before:text-ink-3 before:content-[counter(word)]"
          >
            {word}
          </li>
        ))}
      </ol>
      <p className={`mt-3 text-ink-3 ${TEXT.small}`}>{typing}</p>
    </div>
  );
}

async function WhatComesNext({ forward }: { readonly forward: WhenToForward }) {
  const [t, locale, timeZone] = await Promise.all([getTranslations("receipt"), getLocale(), findTimeZone()]);
  const place = { locale, timeZone };
  const forwardedAt = latestForwarding(now(), forward);
  return (
    <section aria-labelledby="next" className="mt-10">
      <h2 id="next" className={TEXT.h2}>
        {t("next")}
      </h2>
      <Track
        steps={[
          { id: "read", state: "next", title: forward === "LATER" ? t("nextReadLater") : t("nextRead"), text: t("nextReadText") },
          {
            id: "owner",
            state: "next",
            title: t("nextOwner", { day: formatDay(promisedOwnerDay(forwardedAt), place) }),
            text: t("nextOwnerText"),
          },
          {
            id: "answer",
            state: "next",
            title: t("nextAnswer", { day: formatDay(promisedAnswerDay(forwardedAt), place) }),
            text: t("nextAnswerText"),
          },
        ]}
      />
    </section>
  );
}
