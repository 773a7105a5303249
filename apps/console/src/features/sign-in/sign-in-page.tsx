import { BrandMark } from "@langnghe/ui";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { askApi } from "@/graphql/ask-api.ts";
import { findViewer } from "./find-viewer.ts";
import { SIGN_IN_WAYS } from "./sign-in.documents.ts";
import { SignInForm } from "./sign-in-form.tsx";

interface SignInPageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const PROMISES = ["nobody", "logged", "criticism", "kept"] as const;

export async function signInMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export async function SignInPage({ searchParams }: SignInPageProps) {
  const [{ next, refused }, t, viewer, doors] = await Promise.all([
    searchParams,
    getTranslations("signIn"),
    findViewer().catch(() => null),
    findDoors(),
  ]);
  const target = ownPath(next);
  if (viewer) redirect(target);
  return (
    <main id="main" className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <div className="grid grid-rows-[auto_1fr_auto] justify-center gap-8 px-6 py-9">
        <div className="flex w-[min(23.75rem,calc(100vw-3rem))] items-center gap-2 text-[.9375rem] font-bold">
          <BrandMark className="text-accent" />
          {t("product")}
          <OtherLanguage next={target} />
        </div>
        <div className="w-[min(23.75rem,calc(100vw-3rem))] space-y-4 self-center">
          <h1 className="text-xl font-semibold">{t("heading")}</h1>
          <p className="text-ink-2">{t("lead")}</p>
          {refused !== undefined && (
            <p role="alert" className="rounded-md bg-hotspot-soft px-3 py-2 font-medium text-hotspot">
              {t("identityRefused")}
            </p>
          )}
          <SignInForm apiPort={process.env.API_PORT ?? "4000"} next={target} {...doors} />
        </div>
        <p className="w-[min(23.75rem,calc(100vw-3rem))] text-xs text-ink-3">{t("lost")}</p>
      </div>
      <Promises />
    </main>
  );
}

/** Passkeys are bound to one host: at every other address the page says where they work. */
async function findDoors() {
  const [answer, asked] = await Promise.all([askApi(SIGN_IN_WAYS, {}), headers()]);
  if (answer.kind !== "answered") return { passkeysElsewhere: null, organization: null };
  const { passkeyOrigin, identityProvider } = answer.data.signInWays;
  const isHere = new URL(passkeyOrigin).host === asked.get("host");
  const { protocol, hostname } = new URL(passkeyOrigin);
  const leave = `${protocol}//${hostname}:${process.env.API_PORT ?? "4000"}/sign-in/organization`;
  return { passkeysElsewhere: isHere ? null : `${passkeyOrigin}/sign-in`, organization: identityProvider ? { name: identityProvider, leave } : null };
}

async function Promises() {
  const t = await getTranslations("signIn");
  return (
    <aside
      aria-label={t("promisesLabel")}
      className="relative flex flex-col justify-center gap-4 overflow-hidden bg-band px-6 py-12 text-band-ink lg:px-[14%]"
    >
      <svg
        viewBox="0 0 400 300"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        className="absolute -right-14 bottom-0 w-[22rem] text-band-line max-lg:hidden"
        aria-hidden="true"
      >
        <path d="M20 300a180 180 0 0 1 360 0" />
        <path d="M60 300a140 140 0 0 1 280 0" />
        <path d="M100 300a100 100 0 0 1 200 0" />
        <path d="M140 300a60 60 0 0 1 120 0" />
      </svg>
      <h2 className="text-xl font-semibold">{t("promisesHeading")}</h2>
      <ol className="space-y-4 text-md">
        {PROMISES.map((promise) => (
          <li key={promise} className="max-w-md text-band-ink-2">
            <b className="block text-band-ink">{t(`promises.${promise}.what`)}</b>
            {t(`promises.${promise}.how`)}
          </li>
        ))}
      </ol>
    </aside>
  );
}

/** Before sign-in nobody's language is known: Vietnamese, or the other one asked for here. */
async function OtherLanguage({ next }: { readonly next: string }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("signIn")]);
  const params = new URLSearchParams({ ...(next !== "/opinions" && { next }), ...(locale === "vi" && { lang: "en" }) }).toString();
  return (
    <a href={params === "" ? "/sign-in" : `/sign-in?${params}`} lang={locale === "vi" ? "en" : "vi"} className="ml-auto text-sm font-normal">
      {t("otherLanguage")}
    </a>
  );
}

/** Only a path of this console: an address that leads elsewhere would be a trap set by a link. */
function ownPath(next: string | string[] | undefined): string {
  const elsewhere = "http://console.invalid";
  if (typeof next !== "string" || !next.startsWith("/") || !URL.canParse(next, elsewhere)) return "/opinions";
  // Read as a browser reads it, which drops tabs and takes a backslash for a slash.
  const { origin, pathname, search } = new URL(next, elsewhere);
  return origin === elsewhere && !pathname.startsWith("//") ? pathname + search : "/opinions";
}
