"use client";
import { Button } from "@langnghe/ui";
import { useTranslations } from "next-intl";

/** Shown once; what is on the paper is all there is. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const t = useTranslations("own.recovery");
  return (
    <div role="status" className="space-y-3 rounded-md bg-sunken p-4">
      <p className="font-medium">{t("shown")}</p>
      <ol className="grid gap-x-6 gap-y-1 font-mono text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Button onClick={() => window.print()}>{t("print")}</Button>
    </div>
  );
}
