import { createHash } from "node:crypto";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// The names under which forms post are derived from this. It is no secret, because no form binds a value; it is fixed so that a
// form opened before an update can still be sent after it.
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ??= createHash("sha256").update("langnghe portal forms").digest("base64");

const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  // Browsers heed it over https only.
  { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()" },
];

// Vietnamese pages stand under /vi inside and at the root outside. A rewrite in the proxy would not do: it is taken for another host
// as soon as the server is bound to 127.0.0.1.
const OUTSIDE_VIETNAMESE = "/:path((?!en(?:/|$)|vi(?:/|$)|_next/|healthz$|icon\\.svg$).*)";

const config: NextConfig = {
  poweredByHeader: false,
  // turbo's hash of all that goes into the build; null lets Next draw one.
  generateBuildId: () => process.env.TURBO_HASH ?? null,
  productionBrowserSourceMaps: false,
  transpilePackages: ["@langnghe/ui"],
  // In development Next would print what a form carries, receipts included.
  logging: { serverFunctions: false },
  experimental: {
    globalNotFound: true,
    serverActions: {
      // Under `no-referrer` browsers send `Origin: null` with every form. There is no session here that a foreign page could misuse.
      allowedOrigins: ["null"],
      bodySizeLimit: "4mb",
    },
  },
  redirects: async () => [{ source: "/vi/:path*", destination: "/:path*", permanent: true }],
  rewrites: async () => ({ beforeFiles: [{ source: OUTSIDE_VIETNAMESE, destination: "/vi/:path" }], afterFiles: [], fallback: [] }),
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
};

export default createNextIntlPlugin("./src/i18n/request.ts")(config);
