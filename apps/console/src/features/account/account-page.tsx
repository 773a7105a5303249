import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ApiAway } from "@/features/sign-in/find-viewer.ts";
import { askApi } from "@/graphql/ask-api.ts";
import { RefusedPage } from "@/shell/refused-page.tsx";
import { ACCOUNT } from "./account.documents.ts";
import { AppSection } from "./app-section.tsx";
import { PasskeySection } from "./passkey-section.tsx";
import { PasswordSection } from "./password-section.tsx";
import { RecoverySection } from "./recovery-section.tsx";
import { SessionSection } from "./session-section.tsx";

export async function accountMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("own"))("title") };
}

/** What a person signs in with, and where they are signed in. @throws ApiAway */
export async function AccountPage() {
  const [t, answer, asked] = await Promise.all([getTranslations("own"), askApi(ACCOUNT, {}), headers()]);
  if (answer.kind === "away") throw new ApiAway("the account could not be read");
  if (answer.kind === "refused") return <RefusedPage refusal={answer} />;
  if (answer.kind === "signed-out" || !answer.data.viewer) redirect("/sign-in?next=/account");
  const { viewer, staffSessions, signInWays } = answer.data;
  const isPasskeyHost = new URL(signInWays.passkeyOrigin).host === asked.get("host");
  const hasSecondFactor = viewer.factors.hasTotp || viewer.passkeys.length > 0;
  return (
    <main id="main" className="mx-2 overflow-auto rounded-t-lg bg-surface shadow-sheet">
      <div className="mx-auto max-w-3xl space-y-8 px-4 py-8 sm:px-8">
        <header className="space-y-1">
          <h1 className="text-xl font-semibold">{t("title")}</h1>
          <p className="text-ink-2">
            {viewer.name} · {viewer.email}
          </p>
        </header>
        {viewer.isLimited && <Notice tone="urgent">{t("limited")}</Notice>}
        {viewer.factorsResetAt && <Notice tone="urgent">{t("wasReset", { at: new Date(viewer.factorsResetAt) })}</Notice>}
        {!hasSecondFactor && !viewer.isLimited && <Notice tone="calm">{t("weak")}</Notice>}
        <PasskeySection passkeys={viewer.passkeys} passkeyOrigin={isPasskeyHost ? null : signInWays.passkeyOrigin} />
        <AppSection hasTotp={viewer.factors.hasTotp} />
        {hasSecondFactor && <RecoverySection count={viewer.factors.recoveryCodeCount} />}
        <PasswordSection email={viewer.email} hasPassword={viewer.factors.hasPassword} />
        <SessionSection sessions={staffSessions} />
      </div>
    </main>
  );
}

function Notice({ tone, children }: { readonly tone: "urgent" | "calm"; readonly children: string }) {
  return (
    <p
      role="status"
      className={`rounded-md px-4 py-3 ${tone === "urgent" ? "bg-hotspot-soft font-medium text-hotspot" : "bg-accent-soft text-accent-soft-ink"}`}
    >
      {children}
    </p>
  );
}
