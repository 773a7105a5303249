import clsx from "clsx";
import { Check, X } from "lucide-react";
import { getTranslations } from "next-intl/server";

const KEPT = ["yesText", "yesUnit", "yesTime"] as const;
const NOT_KEPT = ["noName", "noAddress", "noTrace"] as const;

/** What is kept of an opinion and what is not, side by side. */
export async function KeptLists({ label, className }: { readonly label: string; readonly className?: string }) {
  const t = await getTranslations("kept");
  return (
    <section aria-label={label} className={clsx("grid gap-6 md:grid-cols-2 md:gap-10", className)}>
      <div>
        <h2 className="text-lg leading-[1.625rem]">{t("yes")}</h2>
        <ul>
          {KEPT.map((line) => (
            <li key={line} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-2.5 py-[.3125rem] text-md">
              <Check className="mt-1 size-4.5 text-ink-3" strokeWidth={1.75} aria-hidden />
              {t(line)}
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h2 className="text-lg leading-[1.625rem]">{t("no")}</h2>
        <ul>
          {NOT_KEPT.map((line) => (
            <li key={line} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-2.5 py-[.3125rem] text-md">
              <X className="mt-1 size-4.5 text-ink-3" strokeWidth={1.75} aria-hidden />
              {t(line)}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
