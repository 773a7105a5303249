import "@langnghe/ui/styles.css";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { METHOD_HEADER } from "@/forms/method-header.ts";

/** `html` and `body` of every page. */
export async function PortalDocument({ children }: { readonly children: ReactNode }) {
  const [locale, { failed }, requestHeaders] = await Promise.all([getLocale(), getMessages(), headers()]);
  return (
    <html lang={locale} data-method={requestHeaders.get(METHOD_HEADER)}>
      <body data-density="touch" className="flex min-h-dvh flex-col bg-surface text-lg [:where(&_a)]:underline">
        <NextIntlClientProvider messages={{ failed }}>{children}</NextIntlClientProvider>
      </body>
    </html>
  );
}
