import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { now } from "@/clock.ts";
import { unitsBelow } from "@/features/articles/units-below.ts";
import { ApiAway } from "@/features/sign-in/find-viewer.ts";
import { askApi } from "@/graphql/ask-api.ts";
import { RefusedPage } from "@/shell/refused-page.tsx";
import { CHOICES, CLIENT } from "./client.documents.ts";
import { ClientDetail } from "./detail/client-detail.tsx";

interface ClientPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function clientMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("clients"))("title") };
}

/** One outside system; "not found" also for one of other units. @throws ApiAway */
export async function ClientPage({ params }: ClientPageProps) {
  const { id } = await params;
  const [answer, choices] = await Promise.all([askApi(CLIENT, { id }), askApi(CHOICES, {})]);
  if (answer.kind === "signed-out" || choices.kind === "signed-out") redirect(`/sign-in?next=${encodeURIComponent(`/clients/${id}`)}`);
  if (answer.kind === "away" || choices.kind === "away") throw new ApiAway("the system could not be read");
  if (answer.kind === "refused" && answer.code === "NOT_FOUND") notFound();
  if (answer.kind === "refused") return <RefusedPage refusal={answer} />;
  if (choices.kind === "refused") return <RefusedPage refusal={choices} />;
  const granted = choices.data.viewer?.grants.map(({ unit }) => unit.id) ?? [];
  return <ClientDetail client={answer.data.apiClient} units={unitsBelow(choices.data.units, granted)} now={now().toISOString()} />;
}
