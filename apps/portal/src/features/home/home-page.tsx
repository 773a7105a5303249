import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { buttonStyle } from "@/controls/button-style.ts";
import { FIELD, TEXT } from "@/controls/text-styles.ts";
import { TwoColumns } from "@/controls/two-columns.tsx";
import { LatestAnswers } from "@/features/articles/latest-answers.tsx";
import { carryText } from "@/features/opinions/opinion.actions.ts";
import { findOrganization } from "@/features/organization/find-organization.ts";
import { PostForm } from "@/forms/post-form.tsx";
import { PATHS, pathIn } from "@/i18n/paths.ts";
import { PageFrame } from "@/shell/page-frame.tsx";
import { Wrap } from "@/shell/wrap.tsx";
import { Promises } from "./promises.tsx";

/** The start page: the question, the way back to an opinion, the promises, the newest answers. */
export function HomePage() {
  return (
    <PageFrame path={PATHS.home} hero={<Hero />}>
      <Promises />
      <LatestAnswers />
    </PageFrame>
  );
}

export async function homePageMetadata(): Promise<Metadata> {
  const [t, organization] = await Promise.all([getTranslations("home"), findOrganization()]);
  return { title: organization ? t("titleWithOrganization", { organization: organization.name }) : t("title") };
}

function Hero() {
  return (
    <div className="bg-accent-soft pt-7 pb-8 md:pt-11 md:pb-12">
      <Wrap>
        <TwoColumns>
          <Question />
          <AlreadySent />
        </TwoColumns>
      </Wrap>
    </div>
  );
}

async function Question() {
  const [t, locale] = await Promise.all([getTranslations("home"), getLocale()]);
  return (
    <section aria-labelledby="question">
      <PostForm action={carryText} page={pathIn(locale, PATHS.submit)} className="grid gap-3">
        <h1 id="question" className={TEXT.h1}>
          {t("question")}
        </h1>
        <p id="question-hint" className={TEXT.lead}>
          {t("lead")}
        </p>
        <label htmlFor="say" className="sr-only">
          {t("textLabel")}
        </label>
        <textarea
          id="say"
          name="text"
          aria-describedby="question-hint"
          placeholder={t("placeholder")}
          className={`${FIELD} block min-h-[7.5rem] resize-y`}
        />
        <button type="submit" className={buttonStyle("primary", "justify-self-start")}>
          {t("continue")}
        </button>
      </PostForm>
    </section>
  );
}

async function AlreadySent() {
  const [t, locale] = await Promise.all([getTranslations("home"), getLocale()]);
  return (
    <section aria-labelledby="already-sent">
      <h2 id="already-sent" className={TEXT.h3}>
        {t("alreadySent")}
      </h2>
      <p className="text-md text-ink-2">{t("alreadySentHint")}</p>
      <p className="mt-5">
        <a href={pathIn(locale, PATHS.follow)} className={buttonStyle("plain")}>
          <KeyRound className="size-4 text-ink-2" strokeWidth={1.75} aria-hidden />
          {t("haveReceipt")}
        </a>
      </p>
    </section>
  );
}
