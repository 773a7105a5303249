"use client";
import { clsx } from "clsx";
import { ChevronDown, Search, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import type { QueueChoicesQuery } from "@/graphql/generated/graphql";
import type { QueueCounts } from "./counts/use-queue-counts.ts";
import { isHotspotQueue, isNarrowed, PERIODS, type QueueAddress, withoutNarrowing, writeAddress } from "./queue-filter.ts";

interface QueueFiltersProps {
  readonly address: QueueAddress;
  readonly choices: QueueChoicesQuery;
  readonly counts: QueueCounts;
}

/** What the list is narrowed to; every choice goes into the address. */
export function QueueFilters({ address, choices, counts }: QueueFiltersProps) {
  const t = useTranslations("filters");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const change = (part: Partial<QueueAddress>) => startTransition(() => router.push(writeAddress({ ...address, ...part })));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would want a legend where a name is enough.
    <div role="group" aria-label={t("label")} aria-busy={isPending} className="space-y-1.5 border-b border-line py-2 pr-3 pl-4">
      <TextSearch text={address.text} onSearch={(text) => change({ text })} />
      <div className="flex flex-wrap gap-1">
        <Choice
          className="lg:hidden"
          label={t("status")}
          value={address.status === "ALL" ? "" : address.status}
          onChange={(status) => change({ status: (status || "ALL") as QueueAddress["status"] })}
          options={STATUSES.map((value) => ({ value, word: t(`statuses.${value}`), count: counts(`status:${value}`) }))}
        />
        {!isHotspotQueue(address) && (
          <Choice
            label={t("urgency")}
            value={address.urgency}
            onChange={(urgency) => change({ urgency: urgency as QueueAddress["urgency"] })}
            options={URGENCIES.map((value) => ({ value, word: t(`urgencies.${value}`), count: counts(`urgency:${value}`) }))}
          />
        )}
        <Choice
          label={t("topic")}
          value={address.topic}
          onChange={(topic) => change({ topic })}
          options={choices.topics.map(({ id, name }) => ({ value: id, word: name, count: counts(`topic:${id}`) }))}
        />
        <Choice
          label={t("unit")}
          value={address.unit}
          onChange={(unit) => change({ unit })}
          options={choices.units.map(({ id, name, depth }) => ({ value: id, word: `${"\u2003".repeat(depth)}${name}` }))}
        />
        <Choice
          label={t("channel")}
          value={address.channel}
          onChange={(channel) => change({ channel })}
          options={choices.channels.map(({ code, name }) => ({ value: code, word: name, count: counts(`channel:${code}`) }))}
        />
        <Choice
          label={t("period")}
          value={address.period}
          onChange={(period) => change({ period })}
          options={PERIODS.map((value) => ({ value, word: t(`periods.${value}`) }))}
        />
        {isNarrowed(address) && (
          <Link
            href={writeAddress(withoutNarrowing(address))}
            className="inline-flex min-h-6 items-center gap-1 rounded-full px-2 text-xs no-underline hover:bg-hover"
          >
            <X size={13} aria-hidden="true" />
            {t("clear")}
          </Link>
        )}
      </div>
    </div>
  );
}

const STATUSES = ["RECEIVED", "TRIAGED", "ANSWERED", "SET_ASIDE"] as const;
const URGENCIES = ["HOTSPOT", "URGENT", "SOON", "ROUTINE"] as const;

function TextSearch({ text, onSearch }: { readonly text: string; readonly onSearch: (text: string) => void }) {
  const t = useTranslations("filters");
  return (
    <search>
      <form
        className="flex min-h-(--ctl-h) items-center gap-2 rounded-sm px-2.5 text-ink-3 shadow-[inset_0_0_0_1px_var(--line)] focus-within:outline-2 focus-within:outline-focus"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(String(new FormData(event.currentTarget).get("text")).trim());
        }}
      >
        <Search size={16} strokeWidth={1.75} aria-hidden="true" />
        <input
          name="text"
          type="search"
          defaultValue={text}
          aria-label={t("text")}
          placeholder={t("textHint")}
          className="w-full bg-transparent text-sm text-ink outline-none"
        />
      </form>
    </search>
  );
}

interface ChoiceProps {
  readonly className?: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly word: string; readonly count?: number | undefined }[];
  readonly onChange: (value: string) => void;
}

/** A choice list in the shape of a chip: the platform's own, so it works by keyboard, by touch and read aloud. */
function Choice({ className, label, value, options, onChange }: ChoiceProps) {
  const t = useTranslations("filters");
  return (
    <span className={clsx("relative inline-flex", className)}>
      <select
        aria-label={label}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={clsx(
          "min-h-6.5 max-w-44 appearance-none truncate rounded-full py-px pr-5.5 pl-2.5 text-xs [field-sizing:content] [&>option]:bg-raised [&>option]:text-ink",
          value ? "bg-accent-soft font-medium text-accent-soft-ink" : "bg-sunken text-ink-2 shadow-[inset_0_0_0_1px_var(--line)] hover:bg-hover",
        )}
      >
        <option value="">{label}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.count === undefined ? option.word : t("counted", { word: option.word, count: option.count })}
          </option>
        ))}
      </select>
      <ChevronDown size={13} aria-hidden="true" className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3" />
    </span>
  );
}
