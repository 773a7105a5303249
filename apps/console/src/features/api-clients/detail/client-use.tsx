"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useMoment } from "@/features/articles/use-moment.ts";
import type { ClientInHand } from "../client.documents.ts";
import { DayChart } from "./day-chart.tsx";
import { type DayBar, type MonthOfUse, monthOfUse } from "./month-of-use.ts";

interface ClientUseProps {
  readonly days: ClientInHand["usage"];
  /** ISO. */
  readonly now: string;
}

/** What the system did in the last month: calls, cost, and what was refused for which reason. */
export function ClientUse({ days, now }: ClientUseProps) {
  const t = useTranslations("clients.use");
  const month = monthOfUse(days, new Date(now));
  return (
    <section aria-labelledby="use">
      <h2 id="use" className="mb-2 font-semibold">
        {t("title")}
      </h2>
      {month.calls === 0 ? (
        <p className="text-ink-2">{t("none")}</p>
      ) : (
        <div className="space-y-4">
          <Totals month={month} />
          <DayChart bars={month.bars} />
          <DayTable bars={month.bars} />
          <Refusals refusals={month.refusals} />
        </div>
      )}
    </section>
  );
}

function Totals({ month }: { readonly month: MonthOfUse }) {
  const t = useTranslations("clients.use");
  const format = useFormatter();
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2">
      {(["calls", "cost", "refused"] as const).map((name) => (
        <div key={name} className="flex flex-col-reverse">
          <dt className="text-sm text-ink-3">{t(name)}</dt>
          <dd className="text-xl font-semibold tabular-nums">{format.number(month[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The same numbers for who reads rather than looks; days without a call are left out. */
function DayTable({ bars }: { readonly bars: readonly DayBar[] }) {
  const t = useTranslations("clients.use");
  const format = useFormatter();
  const moment = useMoment();
  return (
    <details>
      <summary className="w-fit cursor-pointer text-sm text-ink-2">{t("table")}</summary>
      <table className="mt-2 w-full max-w-lg text-sm tabular-nums">
        <thead>
          <tr className="border-b border-line text-left text-ink-3">
            <th scope="col" className="py-1 font-medium">
              {t("day")}
            </th>
            {(["calls", "cost", "refused"] as const).map((name) => (
              <th key={name} scope="col" className="py-1 pl-3 text-right font-medium">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars
            .filter(({ calls }) => calls > 0)
            .toReversed()
            .map(({ day, ...numbers }) => (
              <tr key={day} className="border-b border-line">
                <th scope="row" className="py-1 text-left font-normal">
                  {moment.day(day)}
                </th>
                {(["calls", "cost", "refused"] as const).map((name) => (
                  <td key={name} className="py-1 pl-3 text-right">
                    {format.number(numbers[name])}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  );
}

function Refusals({ refusals }: Pick<MonthOfUse, "refusals">) {
  const t = useTranslations("clients");
  const format = useFormatter();
  return (
    <div>
      <h3 className="mb-1 font-medium">{t("use.refusals")}</h3>
      {refusals.length === 0 ? (
        <p className="text-ink-2">{t("use.noRefusals")}</p>
      ) : (
        <ul className="max-w-lg divide-y divide-line">
          {refusals.map(({ code, count }) => (
            <li key={code} className="flex items-baseline gap-3 py-1.5">
              <span className="min-w-0 flex-1">{isNamed(code) ? t(`refusals.${code}`) : code}</span>
              <span className="tabular-nums">{format.number(count)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const NAMED = [
  "KEY_EXPIRED",
  "KEY_REVOKED",
  "ADDRESS_NOT_ALLOWED",
  "KEY_IN_URL",
  "FORBIDDEN",
  "BAD_USER_INPUT",
  "TOO_COSTLY",
  "DOCUMENT_TOO_LARGE",
  "RATE_LIMITED",
  "GRAPHQL_VALIDATION_FAILED",
  "GRAPHQL_PARSE_FAILED",
  "SERVICE_UNAVAILABLE",
  "INTERNAL_SERVER_ERROR",
] as const;

/** Other codes stand as they are: the operator of the outside system sees the same. */
function isNamed(code: string): code is (typeof NAMED)[number] {
  return (NAMED as readonly string[]).includes(code);
}
