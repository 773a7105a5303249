"use client";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ArticleProblem } from "./article-problem.ts";

/** Why the last save or step did not happen, and that nothing is lost. */
export function ProblemNotice({ problem }: { readonly problem: ArticleProblem | null }) {
  return (
    <div role="alert">
      {problem && (
        <div className="flex items-start gap-2 border-b border-line bg-hotspot-soft px-4 py-2 text-sm text-hotspot">
          <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
          <ProblemWords problem={problem} />
        </div>
      )}
    </div>
  );
}

function ProblemWords({ problem }: { readonly problem: ArticleProblem }) {
  const t = useTranslations("articles.problem");
  if (problem.kind === "away") return <p>{t("away")}</p>;
  if (problem.kind === "signedOut") {
    return (
      <p>
        {t.rich("signedOut", {
          link: (words) => (
            <a href="/sign-in?next=/articles" target="_blank" rel="noopener" className="font-semibold text-hotspot">
              {words}
            </a>
          ),
        })}
      </p>
    );
  }
  return <p>{problem.message}</p>;
}
