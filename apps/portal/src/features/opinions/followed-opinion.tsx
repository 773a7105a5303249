import { getLocale, getTranslations } from "next-intl/server";
import { now } from "@/clock.ts";
import { buttonStyle } from "@/controls/button-style.ts";
import { TEXT } from "@/controls/text-styles.ts";
import { Track } from "@/controls/track.tsx";
import { TwoColumns } from "@/controls/two-columns.tsx";
import { AnswerArticle } from "@/features/articles/answer-article.tsx";
import { findTimeZone } from "@/features/organization/find-organization.ts";
import { formatDay, formatQuarterHour, formatWeekday } from "@/i18n/dates.ts";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import type { FollowedOpinion } from "./follow-answer.ts";
import { listSteps } from "./list-steps.ts";
import { promisedAnswerDay } from "./promised-dates.ts";
import { WithdrawForm } from "./withdraw-form.tsx";

/** An opinion as its sender sees it: where it stands, the answer, what was written, the way so far. */
export async function FollowedOpinionView({ opinion }: { readonly opinion: FollowedOpinion }) {
  const [t, locale] = await Promise.all([getTranslations("follow"), getLocale()]);
  // Nothing is promised from a moment that is not yet known: the clock starts when the opinion enters the feed.
  const promisedDay = opinion.receivedAt && (await formatPromise(opinion.receivedAt));
  return (
    <TwoColumns>
      <div>
        <h1 className={TEXT.h1}>{t(`state.${opinion.isWaiting ? "WAITING" : opinion.status}`)}</h1>
        {opinion.receivedAt && <SentAt opinion={opinion} receivedAt={opinion.receivedAt} />}
        <State opinion={opinion} />
        {opinion.answers.map((answer) => (
          <AnswerArticle key={answer.id} article={answer} />
        ))}
        {opinion.text !== "" && (
          <section aria-labelledby="own-text" className="mt-10">
            <h2 id="own-text" className={TEXT.h2}>
              {t("ownText")}
            </h2>
            <p lang="vi" className="mt-2 max-w-[66ch] border-l-2 border-line pl-4 break-words whitespace-pre-wrap">
              {opinion.text}
            </p>
          </section>
        )}
        {opinion.status !== "WITHDRAWN" && <WithdrawForm />}
      </div>
      <aside>
        <h2 className={TEXT.h2}>{t("track")}</h2>
        <Track
          steps={listSteps(opinion).map(({ id, state, words }) => {
            const step = { id, state, title: t(`step.${words}`) };
            return words === "willAnswer" && promisedDay
              ? { ...step, text: <span className={TEXT.small}>{t("promised", { day: promisedDay })}</span> }
              : step;
          })}
        />
        <p className="mt-2 flex flex-wrap gap-3">
          <a href={pathIn(locale, PATHS.home)} className={buttonStyle("plain")}>
            {t("done")}
          </a>
          <a href={pathIn(locale, PATHS.follow)} className={buttonStyle("plain")}>
            {t("otherReceipt")}
          </a>
        </p>
      </aside>
    </TwoColumns>
  );
}

async function SentAt({ opinion, receivedAt }: { readonly opinion: FollowedOpinion; readonly receivedAt: string }) {
  const [t, locale, timeZone] = await Promise.all([getTranslations("follow"), getLocale(), findTimeZone()]);
  const place = { locale, timeZone };
  const words = {
    ...formatQuarterHour(receivedAt, place),
    weekday: formatWeekday(receivedAt, place),
    day: formatDay(receivedAt, place),
  };
  return <p className={`mt-3 ${TEXT.byLine}`}>{opinion.unit ? t("sentAtUnit", { ...words, unit: opinion.unit.name }) : t("sentAt", words)}</p>;
}

async function State({ opinion }: { readonly opinion: FollowedOpinion }) {
  const [t, locale] = await Promise.all([getTranslations("follow"), getLocale()]);
  if (opinion.status === "WITHDRAWN") return <p className="mt-6">{t("withdraw.done")}</p>;
  if (opinion.answers.length > 0) return null;
  if (opinion.isWaiting || opinion.receivedAt === null) return <p className="mt-6">{t("waiting")}</p>;
  if (opinion.status === "SET_ASIDE") return <p className="mt-6">{t("setAside")}</p>;
  if (opinion.status === "ANSWERED") {
    return <p className="mt-6">{t.rich("answerMissing", { link: (chunks) => <a href={pathIn(locale, PATHS.articles)}>{chunks}</a> })}</p>;
  }
  const isOverdue = now() > promisedAnswerDay(new Date(opinion.receivedAt));
  return <p className="mt-6">{t(isOverdue ? "overdue" : "pending", { day: await formatPromise(opinion.receivedAt) })}</p>;
}

async function formatPromise(receivedAt: string): Promise<string> {
  const [locale, timeZone] = await Promise.all([getLocale(), findTimeZone()]);
  return formatDay(promisedAnswerDay(new Date(receivedAt)), { locale, timeZone });
}
