"use client";
import { Button, EmptyState } from "@langnghe/ui";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition, useCallback, useEffect } from "react";

const RETRY_MS = 5_000;

/** The api does not answer while a page is made: says so, tries again when asked, and by itself meanwhile. */
export function FailedPage({ reset }: { readonly error: Error; readonly reset: () => void }) {
  const t = useTranslations("failed");
  const router = useRouter();
  const retry = useCallback(
    () =>
      startTransition(() => {
        router.refresh();
        reset();
      }),
    [router, reset],
  );
  useEffect(() => {
    const timer = setInterval(retry, RETRY_MS);
    return () => clearInterval(timer);
  }, [retry]);
  return (
    <main id="main" className="mx-2 mt-2 grid min-h-[60dvh] place-items-center rounded-lg bg-surface shadow-sheet">
      <h1 className="sr-only">{t("title")}</h1>
      <div role="alert">
        <EmptyState title={t("title")} what={t("what")}>
          <Button look="primary" onClick={retry}>
            {t("retry")}
          </Button>
        </EmptyState>
      </div>
    </main>
  );
}
