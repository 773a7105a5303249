"use client";
import { Button, buttonClass } from "@langnghe/ui";
import { LockKeyhole, LogOut, WifiOff } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useLine } from "@/graphql/line.ts";

const AFTER_MS = 2_000;

/** Under a list that may be out of date, where it moves nothing: what still works, what does not, and the way on. It comes and goes by itself. */
export function LineNotice() {
  const t = useTranslations("line");
  const format = useFormatter();
  const { state, since, retryNow } = useLine();
  const isShown = useLasting(state === "offline" || state === "signed-out" || state === "forbidden");
  if (!isShown) return null;
  if (state === "forbidden")
    return (
      <div role="alert" className="flex items-start gap-2.5 border-t border-line bg-hotspot-soft px-4 py-2.5 text-sm text-hotspot">
        <LockKeyhole size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
        <span>{t("forbiddenWhat")}</span>
      </div>
    );
  if (state === "signed-out")
    return (
      <div role="alert" className="flex items-start gap-2.5 border-t border-line bg-hotspot-soft px-4 py-2.5 text-sm text-hotspot">
        <LogOut size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
        <span>{t("signedOutWhat")}</span>
        <a
          href={`/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`}
          className={buttonClass("plain", "ml-auto shrink-0")}
        >
          {t("signIn")}
        </a>
      </div>
    );
  return (
    <div role="alert" className="flex items-start gap-2.5 border-t border-line bg-hotspot-soft px-4 py-2.5 text-sm text-hotspot">
      <WifiOff size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
      <span>
        {t.rich("offlineWhat", {
          clock: format.dateTime(new Date(since), { hour: "numeric", minute: "2-digit", hourCycle: "h23" }),
          b: (words) => <b>{words}</b>,
        })}
      </span>
      <Button className="ml-auto shrink-0" onClick={retryNow}>
        {t("retry")}
      </Button>
    </div>
  );
}

/** True once it has been so for a while: a reconnection in between is nobody's business. */
function useLasting(isSo: boolean): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    if (!isSo) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), AFTER_MS);
    return () => clearTimeout(timer);
  }, [isSo]);
  return isLasting;
}
