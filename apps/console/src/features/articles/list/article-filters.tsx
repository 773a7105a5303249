"use client";
import { ChipSelect } from "@langnghe/ui";
import { Search, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { ARTICLE_KINDS } from "../article-form.ts";
import { ARTICLE_STATUSES, type ArticleAddress, isNarrowed, writeArticleAddress } from "./article-filter.ts";

/** What the list is narrowed to; every choice goes into the address. */
export function ArticleFilters({ address }: { readonly address: ArticleAddress }) {
  const t = useTranslations("articles");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const change = (part: Partial<ArticleAddress>) => startTransition(() => router.push(writeArticleAddress({ ...address, ...part })));
  return (
    <fieldset aria-label={t("list.filters")} aria-busy={isPending} className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <search className="w-full sm:w-80">
        <form
          action="/articles"
          className="flex min-h-8 w-full items-center gap-2 rounded-sm px-2.5 text-ink-3 shadow-[inset_0_0_0_1px_var(--line-strong)] focus-within:outline-2 focus-within:outline-focus"
          onSubmit={(event) => {
            event.preventDefault();
            change({ text: String(new FormData(event.currentTarget).get("text")).trim() });
          }}
        >
          <Search size={16} strokeWidth={1.75} aria-hidden="true" />
          <input
            name="text"
            type="search"
            defaultValue={address.text}
            aria-label={t("list.text")}
            placeholder={t("list.textHint")}
            className="w-full bg-transparent text-sm text-ink outline-none"
          />
        </form>
      </search>
      <ChipSelect
        label={t("list.status")}
        value={address.status}
        onChange={(status) => change({ status: status as ArticleAddress["status"] })}
        options={ARTICLE_STATUSES.map((value) => ({ value, word: t(`statuses.${value}`) }))}
      />
      <ChipSelect
        label={t("kind")}
        value={address.kind}
        onChange={(kind) => change({ kind: kind as ArticleAddress["kind"] })}
        options={ARTICLE_KINDS.map((value) => ({ value, word: t(`kinds.${value}`) }))}
      />
      {isNarrowed(address) && (
        <Link href="/articles" className="inline-flex min-h-8 items-center gap-1 px-1.5 text-sm">
          <X size={14} aria-hidden="true" />
          {t("list.clear")}
        </Link>
      )}
    </fieldset>
  );
}
