import clsx from "clsx";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Footer } from "./footer.tsx";
import { HeaderBand, type NavigationPage } from "./header-band.tsx";
import { Wrap } from "./wrap.tsx";

interface PageFrameProps {
  /** The address of this page in Vietnamese. */
  readonly path: string;
  readonly current?: NavigationPage | undefined;
  /** A full-width ground above the column, as on the start page. */
  readonly hero?: ReactNode;
  readonly children: ReactNode;
}

/** What every page stands in: skip link, band, main, foot. */
export async function PageFrame({ path, current, hero, children }: PageFrameProps) {
  const t = await getTranslations("shell");
  return (
    <>
      <a
        href="#main"
        className="absolute -top-16 left-2 z-10 inline-flex min-h-11 items-center rounded-md bg-raised px-4 shadow-pop focus:top-2 print:hidden"
      >
        {t("skip")}
      </a>
      <HeaderBand current={current} />
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        {hero}
        <Wrap className={clsx("pb-14 md:pb-20", hero ? "pt-10 md:pt-12" : "pt-7 md:pt-11")}>{children}</Wrap>
      </main>
      <Footer path={path} />
    </>
  );
}
