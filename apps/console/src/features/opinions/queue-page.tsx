import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ApiAway, findViewer } from "@/features/sign-in/find-viewer.ts";
import { askApi } from "@/graphql/ask-api.ts";
import { graphql } from "@/graphql/generated";
import { RefusedPage } from "@/shell/refused-page.tsx";
import { QUEUE_COUNTS } from "./counts/queue-counts.query.ts";
import { questionsOf } from "./counts/queue-questions.ts";
import { queueName, readAddress, type SearchParams, toFilter, writeAddress } from "./queue-filter.ts";
import { QUEUE_PAGE } from "./queue-page.query.ts";
import { QueueScreen } from "./queue-screen.tsx";

const PAGE_SIZE = 50;

const CHOICES = graphql(`
  query QueueChoices {
    units { id name depth }
    topics { id name }
    channels { code name }
  }
`);

const OPINION = graphql(`
  query OpenedOpinion($id: ID!) {
    opinion(id: $id) {
      ...OpinionRow
    }
  }
`);

interface QueuePageProps {
  readonly searchParams: Promise<SearchParams>;
  /** Set where the path names an opinion. */
  readonly params?: Promise<{ readonly id?: string }>;
}

export async function queueMetadata({ searchParams }: QueuePageProps): Promise<Metadata> {
  const t = await getTranslations("queue");
  return { title: t(`titles.${queueName(readAddress(await searchParams))}`) };
}

/** The first page, made on the server: the queue can be read before any script has run. */
export async function QueuePage({ searchParams, params: path }: QueuePageProps) {
  const [params, named] = await Promise.all([searchParams, path]);
  const viewer = await findViewer();
  if (!viewer?.permissions.includes("opinion:read")) return <NoRight mayReadArticles={viewer?.permissions.includes("article:read") ?? false} />;
  const address = readAddress(params);
  const filter = toFilter(address, Date.now());
  const openedId = named?.id ?? (typeof params.id === "string" ? params.id : null);
  const [page, choices, opened] = await Promise.all([
    askApi(QUEUE_PAGE, { filter, first: PAGE_SIZE, after: null }),
    askApi(CHOICES, {}),
    openedId ? askApi(OPINION, { id: openedId }) : undefined,
  ]);
  if (page.kind === "signed-out" || choices.kind === "signed-out") redirect(`/sign-in?next=${encodeURIComponent(writeAddress(address, openedId))}`);
  if (page.kind === "away" || choices.kind === "away") throw new ApiAway("the queue could not be read");
  if (page.kind === "refused") return <RefusedPage refusal={page} />;
  if (choices.kind === "refused") return <RefusedPage refusal={choices} />;
  if (named?.id && opened?.kind === "answered" && !opened.data.opinion) notFound();
  const counted = await askApi(QUEUE_COUNTS, { filters: questionsOf(address, choices.data).map(({ filter: each }) => each) });
  return (
    <QueueScreen
      key={JSON.stringify(address)}
      viewer={viewer}
      address={address}
      filter={filter}
      firstPage={page.data}
      choices={choices.data}
      firstCounts={counted.kind === "answered" ? counted.data.opinionCounts : null}
      opened={opened?.kind === "answered" ? (opened.data.opinion ?? null) : null}
    />
  );
}

async function NoRight({ mayReadArticles }: { readonly mayReadArticles: boolean }) {
  const t = await getTranslations("queue");
  return (
    <main id="main" className="mx-2 space-y-3 rounded-t-lg bg-surface p-10 shadow-sheet">
      <h1 className="text-xl font-semibold">{t("noRight.title")}</h1>
      <p className="max-w-xl text-ink-2">{t("noRight.what")}</p>
      {mayReadArticles && <a href="/articles">{t("noRight.articles")}</a>}
    </main>
  );
}
