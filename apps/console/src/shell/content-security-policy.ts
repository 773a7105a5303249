/**
 * sonner puts one `<style>` into the page, first empty and then with its text, and cannot be given a nonce. So the two contents are
 * named by what they hash to; the test beside this file computes them from the installed version.
 */
export const SONNER_STYLES = ["47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY="] as const;

/** The names under which `instrumentation-client.ts` and Next may vouch for a script's address. */
const TRUSTED_TYPES = "default nextjs";

interface PolicyParts {
  readonly nonce: string;
  /** The request's `Host`. */
  readonly host: string;
  readonly apiPort: string;
  readonly isHttps: boolean;
  readonly isDevelopment: boolean;
}

/** What a page of the console may load, run and talk to. See docs/adr/0035. */
export function contentSecurityPolicy({ nonce, host, apiPort, isHttps, isDevelopment }: PolicyParts): string {
  const api = `${host.replace(/:\d+$/, "")}:${apiPort}`;
  const lines = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // In development Next puts its styles into the page itself.
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}' ${SONNER_STYLES.map((hash) => `'sha256-${hash}'`).join(" ")}`}`,
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${isHttps ? `https://${api} wss://${api}` : `http://${api} ws://${api}`}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return (isDevelopment ? lines : [...lines, "require-trusted-types-for 'script'", `trusted-types ${TRUSTED_TYPES}`]).join("; ");
}
