import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { now } from "@/clock.ts";
import { unitsBelow } from "@/features/articles/units-below.ts";
import { ApiAway, findViewer } from "@/features/sign-in/find-viewer.ts";
import { askApi } from "@/graphql/ask-api.ts";
import { RefusedPage } from "@/shell/refused-page.tsx";
import { CHOICES, CLIENTS, CLIENTS_TO_CONFIRM } from "./client.documents.ts";
import { ClientList } from "./client-list.tsx";

export async function clientListMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("clients"))("title") };
}

/** The outside systems that the viewer keeps, and those that wait for them to confirm. @throws ApiAway */
export async function ClientListPage() {
  const viewer = await findViewer();
  const mayManage = viewer?.permissions.includes("access:manage") ?? false;
  const [waiting, kept, choices] = await Promise.all([
    askApi(CLIENTS_TO_CONFIRM, {}),
    mayManage ? askApi(CLIENTS, {}) : null,
    mayManage ? askApi(CHOICES, {}) : null,
  ]);
  const answers = [waiting, kept, choices].filter((answer) => answer !== null);
  if (answers.some(({ kind }) => kind === "signed-out")) redirect("/sign-in?next=/clients");
  const refusal = answers.find((answer) => answer.kind === "refused");
  if (refusal) return <RefusedPage refusal={refusal} />;
  if (waiting.kind !== "answered" || (kept && kept.kind !== "answered") || (choices && choices.kind !== "answered"))
    throw new ApiAway("the systems could not be read");
  const granted = choices?.data.viewer?.grants.map(({ unit }) => unit.id) ?? [];
  return (
    <ClientList
      clients={kept?.data.apiClients ?? null}
      toConfirm={waiting.data.apiClientsToConfirm}
      units={choices ? unitsBelow(choices.data.units, granted) : []}
      today={now().toISOString()}
    />
  );
}
