"use client";
import { Button, inputClass } from "@langnghe/ui";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";

export interface ShownKey {
  /** Of the system. */
  readonly name: string;
  /** Null when a second person will be shown it. */
  readonly key: string | null;
}

/** A key that is shown this once, on the page and not in a dialog: Escape would lose it. */
export function NewKey({ shown: { name, key }, onDone }: { readonly shown: ShownKey; readonly onDone: () => void }) {
  const t = useTranslations("clients.key");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section aria-labelledby="new-key" className="space-y-2 border-b border-line bg-accent-soft px-4 py-3 text-accent-soft-ink">
      <h2 id="new-key" ref={heading} tabIndex={-1} className="font-semibold outline-none">
        {t("title", { name })}
      </h2>
      {key === null ? (
        <p>{t("waits")}</p>
      ) : (
        <>
          <p>{t("what")}</p>
          <KeyField value={key} />
        </>
      )}
      <Button look="plain" onClick={onDone}>
        {t(key === null ? "seen" : "done")}
      </Button>
    </section>
  );
}

function KeyField({ value }: { readonly value: string }) {
  const t = useTranslations("clients.key");
  const field = useRef<HTMLInputElement>(null);
  const [copying, setCopying] = useState<"not yet" | "copied" | "failed">("not yet");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopying("copied");
    } catch {
      field.current?.select();
      setCopying("failed");
    }
  };
  const Icon = copying === "copied" ? Check : Copy;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <input
          ref={field}
          readOnly
          aria-label={t("label")}
          value={value}
          onFocus={({ target }) => target.select()}
          autoComplete="off"
          spellCheck={false}
          className={inputClass("max-w-[32rem] flex-1 basis-64 font-mono text-sm")}
        />
        <Button look="primary" onClick={() => void copy()}>
          <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
          {t(copying === "copied" ? "copied" : "copy")}
        </Button>
      </div>
      <p role="status" className={copying === "failed" ? "font-medium" : "sr-only"}>
        {copying === "copied" ? t("copied") : copying === "failed" ? t("notCopied") : ""}
      </p>
    </>
  );
}
