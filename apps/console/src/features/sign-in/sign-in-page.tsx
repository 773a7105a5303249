import { BrandMark } from "@langnghe/ui";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findViewer } from "./find-viewer.ts";
import { SignInForm } from "./sign-in-form.tsx";

interface SignInPageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const PROMISES = ["nobody", "logged", "criticism", "kept"] as const;

export async function signInMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export async function SignInPage({ searchParams }: SignInPageProps) {
  const [{ next }, t, viewer] = await Promise.all([searchParams, getTranslations("signIn"), findViewer().catch(() => null)]);
  const target = ownPath(next);
  if (viewer) redirect(target);
  return (
    <main id="main" className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(0,1fr)_minmax(0,34rem)]">
      <section className="flex flex-col gap-10 p-6 sm:p-10">
        <p className="flex items-center gap-2 text-[.9375rem] font-bold">
          <BrandMark className="text-accent" />
          {t("product")}
        </p>
        <div className="my-auto w-full max-w-md space-y-5 self-center">
          <h1 className="text-2xl font-bold">{t("heading")}</h1>
          <p className="text-ink-2">{t("lead")}</p>
          <SignInForm apiPort={process.env.API_PORT ?? "4000"} next={target} />
          <p className="text-sm text-ink-3">{t("lost")}</p>
        </div>
      </section>
      <aside aria-label={t("promisesLabel")} className="flex flex-col justify-center gap-6 bg-band p-6 text-band-ink sm:p-12">
        <h2 className="text-xl font-semibold">{t("promisesHeading")}</h2>
        <ol className="space-y-4">
          {PROMISES.map((promise) => (
            <li key={promise} className="max-w-md text-band-ink-2">
              <b className="block text-band-ink">{t(`promises.${promise}.what`)}</b>
              {t(`promises.${promise}.how`)}
            </li>
          ))}
        </ol>
      </aside>
    </main>
  );
}

/** Only a path of this console: an address that leads elsewhere would be a trap set by a link. */
function ownPath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/opinions";
}
