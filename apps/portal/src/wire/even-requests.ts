import { PATHS, pathIn } from "@/i18n/paths.ts";
import { localeOf } from "@/i18n/routing.ts";

/** More than the longest opinion takes. */
const BODY_BYTES = 32 * 1024;
const COVER_WITHIN_MS = 4_000;
const FILL = "fill";

/**
 * Whoever watches an encrypted line sees how much goes each way, and when. So a step from page to page looks like sending something:
 * first a form of one size, then a page. Each form is filled up to that size; before each link is followed an empty form is sent; and
 * after an answer to a form one more page is asked for. Without JavaScript only what comes back has one size. See docs/adr/0036.
 */
export function evenOutRequests(): void {
  addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.method !== "post") return;
    event.preventDefault();
    void send(event.target);
  });
  addEventListener("click", (event) => {
    const link = linkToFollow(event);
    if (!link) return;
    event.preventDefault();
    void cover({ method: "POST" }).finally(() => location.assign(link.href));
  });
  if (document.documentElement.dataset.method === "POST") void cover({ method: "GET" });
}

async function send(form: HTMLFormElement): Promise<void> {
  const fill = form.querySelector<HTMLInputElement>(`input[name=${FILL}]`) ?? form.appendChild(hiddenField());
  fill.value = "";
  fill.value = await fillFor(new FormData(form), new URL(form.action));
  form.submit();
}

function hiddenField(): HTMLInputElement {
  return Object.assign(document.createElement("input"), { type: "hidden", name: FILL });
}

async function cover({ method }: { readonly method: "GET" | "POST" }): Promise<void> {
  const url = new URL(pathIn(localeOf(location.pathname), PATHS.cover), location.href);
  const form = new FormData();
  form.set(FILL, "");
  if (method === "POST") form.set(FILL, await fillFor(form, url));
  const settings = { method, cache: "no-store", signal: AbortSignal.timeout(COVER_WITHIN_MS), ...(method === "POST" && { body: form }) } as const;
  // Where the line is down, the step itself will say so.
  await fetch(url, settings).then(
    (answer) => answer.text(),
    () => undefined,
  );
}

/** What is missing to the size that all forms have, address and body together; a text too long for it takes the next multiple. */
async function fillFor(form: FormData, { pathname }: URL): Promise<string> {
  const { byteLength } = await new Response(form).arrayBuffer();
  const least = byteLength + pathname.length;
  return "x".repeat(Math.ceil(least / BODY_BYTES) * BODY_BYTES - least);
}

/** The link of this site that a plain click follows; the way out is no place to wait. */
function linkToFollow({ target, button, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented }: MouseEvent): HTMLAnchorElement | undefined {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || defaultPrevented || button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return undefined;
  if (link.origin !== location.origin || link.getAttribute("href")?.startsWith("#")) return undefined;
  return link;
}
