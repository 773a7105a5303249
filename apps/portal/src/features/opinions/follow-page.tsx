import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PATHS } from "@/i18n/paths.ts";
import { PageFrame } from "@/shell/page-frame.tsx";
import { pageMetadata } from "@/shell/page-metadata.ts";
import { type FollowAnswer, followAnswer } from "./follow-answer.ts";
import { FollowForm } from "./follow-form.tsx";
import { FollowedOpinionView } from "./followed-opinion.tsx";
import { WithdrawnOpinion } from "./withdrawn-opinion.tsx";

/** Follow an opinion: the nine words, or, in answer to their POST, how far it has come. */
export async function FollowPage() {
  const answer = await followAnswer.read();
  return (
    <PageFrame path={PATHS.follow} current="follow">
      <Answer answer={answer} />
    </PageFrame>
  );
}

function Answer({ answer }: { readonly answer: FollowAnswer | undefined }) {
  if (answer?.kind === "opened") return <FollowedOpinionView opinion={answer.opinion} />;
  if (answer?.kind === "withdrawn") return <WithdrawnOpinion />;
  return <FollowForm words={answer?.words ?? []} failure={answer?.failure} />;
}

export async function followPageMetadata(): Promise<Metadata> {
  const [answer, t] = await Promise.all([followAnswer.read(), getTranslations("follow")]);
  return pageMetadata({ title: t("title"), isError: answer?.kind === "failed" });
}
