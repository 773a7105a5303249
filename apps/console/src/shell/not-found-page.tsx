import { buttonClass } from "@langnghe/ui";
import { getTranslations } from "next-intl/server";

export async function NotFoundPage() {
  const t = await getTranslations("notFound");
  return (
    <main id="main" className="mx-auto max-w-xl space-y-3 p-10">
      <h1 className="text-xl font-semibold">{t("title")}</h1>
      <p className="text-ink-2">{t("what")}</p>
      <a className={buttonClass("plain")} href="/opinions">
        {t("back")}
      </a>
    </main>
  );
}
