import { headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { findViewer } from "@/features/sign-in/find-viewer.ts";
import { type ConsoleLocale, LOCALE_HEADER, TIME_ZONE } from "./locale.ts";

/** The language on the account; before sign-in the one asked for by `?lang=`, or Vietnamese. */
export default getRequestConfig(async () => {
  const viewer = await findViewer().catch(() => null);
  const asked = (await headers()).get(LOCALE_HEADER);
  const locale = (viewer?.locale.toLowerCase() ?? asked) === "en" ? "en" : "vi";
  return { locale, messages: await readMessages(locale), timeZone: TIME_ZONE };
});

async function readMessages(locale: ConsoleLocale) {
  if (locale === "en") {
    return {
      ...(await import("../messages/en.json")).default,
      articles: (await import("../messages/en.articles.json")).default,
      audit: (await import("../messages/en.audit.json")).default,
      clients: (await import("../messages/en.clients.json")).default,
    };
  }
  return {
    ...(await import("../messages/vi.json")).default,
    articles: (await import("../messages/vi.articles.json")).default,
    audit: (await import("../messages/vi.audit.json")).default,
    clients: (await import("../messages/vi.clients.json")).default,
  };
}
