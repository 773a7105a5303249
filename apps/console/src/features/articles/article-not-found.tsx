import { buttonClass } from "@langnghe/ui";
import { getTranslations } from "next-intl/server";

export async function ArticleNotFound() {
  const t = await getTranslations("articles.notFound");
  return (
    <main id="main" className="mx-2 space-y-3 rounded-t-lg bg-surface p-10 shadow-sheet">
      <h1 className="text-xl font-semibold">{t("title")}</h1>
      <p className="max-w-xl text-ink-2">{t("what")}</p>
      <a className={buttonClass("plain")} href="/articles">
        {t("back")}
      </a>
    </main>
  );
}
