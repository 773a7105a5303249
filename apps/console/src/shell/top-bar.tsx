import { BrandMark } from "@langnghe/ui";
import { getTranslations } from "next-intl/server";
import { countClientsAtHand } from "@/features/api-clients/count-at-hand.ts";
import type { Viewer } from "@/features/sign-in/find-viewer.ts";
import { AccountMenu } from "./account-menu.tsx";
import { CommandList } from "./command-list.tsx";
import { FactorReminder } from "./factor-reminder.tsx";
import { LineBadge } from "./line-badge.tsx";
import { SectionTabs } from "./section-tabs.tsx";

/** Where one is, whether the line is live, and who one is: always at the same places. */
export async function TopBar({ viewer }: { readonly viewer: Viewer }) {
  const [t, clientsAtHand] = await Promise.all([getTranslations("shell"), countClientsAtHand(viewer)]);
  return (
    <header className="flex min-h-(--top-h) flex-wrap items-center gap-x-1 pr-3 pl-4">
      <a href="/opinions" className="flex min-h-8 items-center gap-2 text-[.9375rem] font-bold text-ink no-underline lg:w-[calc(var(--rail-w)-1rem)]">
        <BrandMark className="text-accent" />
        {t("product")}
      </a>
      <SectionTabs permissions={viewer.permissions} clientsAtHand={clientsAtHand} />
      <span className="ml-auto" />
      <CommandList permissions={viewer.permissions} />
      <FactorReminder viewer={viewer} />
      <LineBadge />
      <AccountMenu viewer={viewer} />
    </header>
  );
}
