import { readFile } from "node:fs/promises";
import type { ArticleKind, ArticleSource } from "../articles/index.ts";
import type { SetAsideReason, Urgency } from "../opinions/index.ts";
import type { ChannelKind } from "../organization/index.ts";

export interface SampleUnit {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
  readonly isChoosable: boolean;
}

export interface SampleTopic {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
}

export interface SampleChannel {
  readonly code: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly isOfficial: boolean;
  readonly url: string | null;
}

export interface SampleOpinion {
  readonly text: string;
  readonly unitCode: string;
  readonly channel: string;
  readonly topic: string | null;
  readonly urgency: Urgency;
  /** Days before the first start, 0 to 29. */
  readonly daysAgo: number;
  /** Quarter of an hour of the day, 0 to 95. */
  readonly quarter: number;
  readonly decision: { readonly kind: "TRIAGED" } | { readonly kind: "SET_ASIDE"; readonly reason: SetAsideReason } | null;
}

export interface SampleArticle {
  readonly kind: ArticleKind;
  readonly state: "DRAFT" | "IN_REVIEW" | "APPROVED" | "SCHEDULED" | "PUBLISHED" | "CORRECTED" | "WITHDRAWN";
  readonly unitCode: string;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly byline: string;
  readonly sources: readonly ArticleSource[];
  /** Of the publication; negative for one to come, null where there is none. */
  readonly daysAgo: number | null;
  readonly correction?: { readonly note: string; readonly title?: string; readonly body: string };
  readonly withdrawal?: { readonly reason: string };
  /** Lines of opinions.jsonl, from 0. */
  readonly answers: readonly number[];
}

export interface DemoSample {
  readonly units: readonly SampleUnit[];
  readonly topics: readonly SampleTopic[];
  readonly channels: readonly SampleChannel[];
  readonly opinions: readonly SampleOpinion[];
  readonly articles: readonly SampleArticle[];
}

// From the package's root, since the compiler leaves these files where they are.
const FOLDER = new URL("../../src/demo/sample/", import.meta.url);

/** The invented energy company's union: see sample/README.md. */
export async function readDemoSample(): Promise<DemoSample> {
  const [units, topics, channels, opinions, articles] = await Promise.all([
    readJson<SampleUnit[]>("units.json"),
    readJson<SampleTopic[]>("topics.json"),
    readJson<SampleChannel[]>("channels.json"),
    readFile(new URL("opinions.jsonl", FOLDER), "utf8"),
    readJson<SampleArticle[]>("articles.json"),
  ]);
  return {
    units,
    topics,
    channels,
    articles,
    opinions: opinions
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as SampleOpinion),
  };
}

/** The sample is ours and checked by a test, so its shape is taken as written. */
async function readJson<Shape>(name: string): Promise<Shape> {
  return JSON.parse(await readFile(new URL(name, FOLDER), "utf8")) as Shape;
}
