"use client";
import { Button } from "@langnghe/ui";
import { useTranslations } from "next-intl";

/** The api does not answer while a page is made: says so, and tries again when asked. */
export function FailedPage({ reset }: { readonly error: Error; readonly reset: () => void }) {
  const t = useTranslations("failed");
  return (
    <main id="main" className="mx-auto max-w-xl space-y-3 p-10" role="alert">
      <h1 className="text-xl font-semibold">{t("title")}</h1>
      <p className="text-ink-2">{t("what")}</p>
      <Button look="primary" onClick={() => reset()}>
        {t("retry")}
      </Button>
    </main>
  );
}
