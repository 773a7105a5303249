import { buttonClass } from "@langnghe/ui";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ApiRefusal } from "@/graphql/api-answer.ts";

/** The api refused what this page asks, and says why. An address with an id that is none leads nowhere: there is no such page. */
export async function RefusedPage({ refusal }: { readonly refusal: ApiRefusal }) {
  if (refusal.code === "BAD_USER_INPUT") notFound();
  const t = await getTranslations("refused");
  return (
    <main id="main" className="mx-2 mt-2 space-y-3 rounded-lg bg-surface p-10 shadow-sheet">
      <h1 className="text-xl font-semibold">{t("title")}</h1>
      <p className="max-w-xl text-ink-2">{refusal.message}</p>
      <a className={buttonClass("plain")} href="/">
        {t("back")}
      </a>
    </main>
  );
}
