"use client";
import { Button, inputClass } from "@langnghe/ui";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import type { HandedLink } from "./staff-list.tsx";

/** The link stands here once. Its secret is behind the #, so no server on the way writes it down. */
export function LinkOnce({ name, token }: HandedLink) {
  const t = useTranslations("own.staff.link");
  const address = `${window.location.origin}/invitation#${token}`;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    toast(t("copied"));
  };
  return (
    <div role="status" className="space-y-2 rounded-md bg-accent-soft p-4 text-accent-soft-ink">
      <p className="font-medium">{t("title", { name })}</p>
      <p>{t("what")}</p>
      <div className="flex gap-2">
        <input
          readOnly
          aria-label={t("label")}
          value={address}
          onFocus={({ target }) => target.select()}
          className={inputClass("font-mono text-sm")}
        />
        <Button onClick={() => void copy()}>{t("copy")}</Button>
      </div>
    </div>
  );
}
