import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Toaster } from "sonner";
import { findViewer } from "@/features/sign-in/find-viewer.ts";
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
  return (
    <ApiProvider apiPort={process.env.API_PORT ?? "4000"}>
      <a href="#main" className="absolute -top-16 left-2 z-10 rounded-md bg-raised px-4 py-2 focus:top-2">
        {t("skip")}
      </a>
      <CommandsProvider>
        <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
          <TopBar viewer={viewer} />
          {children}
        </div>
      </CommandsProvider>
      <Toaster position="bottom-center" closeButton={false} toastOptions={{ unstyled: true, classNames: TOAST_CLASSES }} />
    </ApiProvider>
  );
}

const TOAST_CLASSES = {
  toast: "flex w-[26rem] max-w-[calc(100vw-2rem)] items-center gap-3 rounded-md bg-raised px-4 py-3 text-sm text-ink shadow-pop",
  actionButton: "ml-auto shrink-0 rounded-sm px-2 py-1 font-medium text-accent-ink hover:bg-hover",
  error: "text-hotspot",
};
