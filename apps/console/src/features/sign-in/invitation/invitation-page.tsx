import { BrandMark } from "@langnghe/ui";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { askApi } from "@/graphql/ask-api.ts";
import { SIGN_IN_WAYS } from "../sign-in.documents.ts";
import { InvitationForm } from "./invitation-form.tsx";

export async function invitationMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("own.invitation"))("title") };
}

/** Where a link leads. Its secret is behind the #: only the browser sees it. */
export async function InvitationPage() {
  const [t, ways, asked] = await Promise.all([getTranslations("own.invitation"), askApi(SIGN_IN_WAYS, {}), headers()]);
  const hasPasskeys = ways.kind === "answered" && new URL(ways.data.signInWays.passkeyOrigin).host === asked.get("host");
  return (
    <main id="main" className="grid min-h-dvh place-items-center bg-surface px-6 py-9">
      <div className="w-[min(26rem,100%)] space-y-5">
        <p className="flex items-center gap-2 font-bold">
          <BrandMark className="text-accent" />
          {t("product")}
        </p>
        <InvitationForm apiPort={process.env.API_PORT ?? "4000"} hasPasskeys={hasPasskeys} />
      </div>
    </main>
  );
}
