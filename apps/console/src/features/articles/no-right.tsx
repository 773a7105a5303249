import { getTranslations } from "next-intl/server";

/** Says what the account may not do here, and who can change that. */
export async function NoRight({ to }: { readonly to: "read" | "write" }) {
  const t = await getTranslations("articles.noRight");
  return (
    <main id="main" className="mx-2 space-y-3 rounded-t-lg bg-surface p-10 shadow-sheet">
      <h1 className="text-xl font-semibold">{t(`${to}.title`)}</h1>
      <p className="max-w-xl text-ink-2">{t(`${to}.what`)}</p>
      <a href={to === "read" ? "/opinions" : "/articles"}>{t(`${to}.back`)}</a>
    </main>
  );
}
