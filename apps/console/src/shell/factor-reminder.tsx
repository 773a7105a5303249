import { getTranslations } from "next-intl/server";
import type { Viewer } from "@/features/sign-in/find-viewer.ts";

/** Whoever has only a password is asked for more, and may put it off; whoever was made to begin anew is told so. */
export async function FactorReminder({ viewer }: { readonly viewer: Viewer }) {
  const t = await getTranslations("own.reminder");
  const isWeak = viewer.passkeys.length === 0 && !viewer.factors.hasTotp;
  if (!viewer.factorsResetAt && !isWeak) return null;
  return (
    <a
      href="/account"
      className={
        viewer.factorsResetAt ? "rounded-sm bg-hotspot-soft px-2.5 py-1 text-sm font-medium text-hotspot" : "px-2.5 py-1 text-sm max-lg:hidden"
      }
    >
      {t(viewer.factorsResetAt ? "reset" : "weak")}
    </a>
  );
}
