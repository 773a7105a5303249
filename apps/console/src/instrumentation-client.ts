import { setNonce } from "get-nonce";

// The lock on scrolling behind an open menu puts a style into the page; the policy wants the page's nonce on it.
setNonce(document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "");

const OWN_SCRIPTS = "/_next/static/";
/** React makes a script element out of this text, and only then gives it an address. */
const EMPTY_SCRIPT = /^<script><\/script>$/;

// Nothing but the console's own files becomes a script: every string that would is asked here, and most are refused.
trustedTypesOf(window)?.createPolicy("default", {
  createHTML: (text) => (EMPTY_SCRIPT.test(text) ? text : null),
  createScriptURL: (address) => {
    const { origin, pathname } = new URL(address, location.href);
    return origin === location.origin && pathname.startsWith(OWN_SCRIPTS) ? address : null;
  },
});

interface TrustedTypes {
  createPolicy(name: string, rules: Record<"createHTML" | "createScriptURL", (text: string) => string | null>): unknown;
}

/** Not every browser has it. */
function trustedTypesOf(from: object): TrustedTypes | undefined {
  return (from as { trustedTypes?: TrustedTypes }).trustedTypes;
}
