import { type ArticleForm, sourceFault } from "../article-form.ts";
import type { ArticleOutcome } from "../article-outcome.ts";

/** Why the last save or step did not happen. */
export type ArticleProblem = Exclude<ArticleOutcome, { kind: "changed" }> & {
  /** When it was met: the same problem met again takes the focus again. */
  readonly at: number;
};

/** The server's sentence for a field of the form; undefined when the problem lies elsewhere. */
export function errorAt(problem: ArticleProblem | null, field: string): string | undefined {
  return problem?.kind === "impossible" && problem.field === field ? problem.message : undefined;
}

/** The id of the control that has to be changed; null when no field of the form stands in the way. */
export function controlOf(problem: ArticleProblem, form: ArticleForm): string | null {
  if (problem.kind !== "impossible" || problem.field === null) return null;
  if (problem.field !== "sources") return `article-${problem.field}`;
  const faulty = form.sources.find((source) => sourceFault(source) !== null);
  return faulty ? `source-${faulty.key}-${sourceFault(faulty)}` : "article-sources";
}
