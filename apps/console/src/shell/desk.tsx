import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Toaster } from "sonner";
import { findViewer } from "@/features/sign-in/find-viewer.ts";
import { StepUpDialog } from "@/features/step-up/step-up-dialog.tsx";
import { ApiProvider } from "@/graphql/api-provider.tsx";
import { CommandsProvider } from "./commands.tsx";
import { TopBar } from "./top-bar.tsx";

/** The frame of everything behind the sign-in: a canvas, the bar, one sheet. */
export async function Desk({ children }: { readonly children: ReactNode }) {
  const [viewer, t] = await Promise.all([findViewer(), getTranslations("shell")]);
  if (!viewer) {
    const from = (await headers()).get("x-console-path") ?? "/opinions";
    redirect(`/sign-in?next=${encodeURIComponent(from)}`);
  }
  // A session that may do nothing yet goes where it can set up what is missing.
  if (viewer.isLimited && !(await headers()).get("x-console-path")?.startsWith("/account")) redirect("/account");
  const apiPort = process.env.API_PORT ?? "4000";
  return (
    <ApiProvider apiPort={apiPort}>
      <a href="#main" className="absolute -top-16 left-2 z-10 rounded-md bg-raised px-4 py-2 focus:top-2">
        {t("skip")}
      </a>
      <CommandsProvider>
        <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
          <TopBar viewer={viewer} />
          {children}
        </div>
      </CommandsProvider>
      <StepUpDialog
        apiPort={apiPort}
        hasPasskeys={viewer.passkeys.length > 0}
        hasTotp={viewer.factors.hasTotp}
        hasPassword={viewer.factors.hasPassword}
      />
      <Toaster
        position="bottom-center"
        offset="4.25rem"
        closeButton={false}
        className="font-sans!"
        toastOptions={{ unstyled: true, classNames: TOAST_CLASSES }}
      />
    </ApiProvider>
  );
}

// Over the list's foot, never over the decisions.
const TOAST_CLASSES = {
  toast: "mx-auto flex w-fit max-w-[calc(100vw-2rem)] items-center gap-3 rounded-md bg-ink py-2 pr-2 pl-3.5 text-sm text-surface shadow-pop",
  actionButton: "min-h-7 shrink-0 rounded-xs px-2 font-semibold hover:bg-[color-mix(in_srgb,var(--surface)_14%,transparent)]",
  content: "min-h-7 flex items-center pr-1.5",
  error: "bg-hotspot-soft! text-hotspot!",
};
