import "@langnghe/ui/styles.css";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";

/** `html` and `body` of every page; the theme is set by a script of our own before the first paint. */
export async function ConsoleDocument({ children }: { readonly children: ReactNode }) {
  const [locale, requestHeaders] = await Promise.all([getLocale(), headers()]);
  const nonce = /'nonce-([^']+)'/.exec(requestHeaders.get("content-security-policy") ?? "")?.[1] ?? "";
  return (
    <html lang={locale} data-density="comfortable" suppressHydrationWarning>
      <head>
        {/* Browsers hide a nonce once it is read, so what React finds differs from what it sent. */}
        <script src="/appearance.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body className="text-base">
        <NextIntlClientProvider>{children}</NextIntlClientProvider>
      </body>
    </html>
  );
}
