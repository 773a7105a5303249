import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ApiAway, findViewer } from "@/features/sign-in/find-viewer.ts";
import { askApi } from "@/graphql/ask-api.ts";
import { RefusedPage } from "@/shell/refused-page.tsx";
import { STAFF } from "./staff.documents.ts";
import { StaffList } from "./staff-list.tsx";

export async function staffMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("own.staff"))("title") };
}

/** For administrators: who has an account, and the links by which one begins. @throws ApiAway */
export async function StaffPage() {
  const [answer, viewer] = await Promise.all([askApi(STAFF, {}), findViewer()]);
  if (answer.kind === "signed-out" || !viewer) redirect("/sign-in?next=/staff");
  if (answer.kind === "away") throw new ApiAway("the accounts could not be read");
  if (answer.kind === "refused") return <RefusedPage refusal={answer} />;
  return <StaffList accounts={answer.data.staffAccounts} viewerId={viewer.id} />;
}
