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
  const [shared, articles, audit, clients, own] = await (locale === "en"
    ? Promise.all([
        import("../messages/en.json"),
        import("../messages/en.articles.json"),
        import("../messages/en.audit.json"),
        import("../messages/en.clients.json"),
        import("../messages/en.account.json"),
      ])
    : Promise.all([
        import("../messages/vi.json"),
        import("../messages/vi.articles.json"),
        import("../messages/vi.audit.json"),
        import("../messages/vi.clients.json"),
        import("../messages/vi.account.json"),
      ]));
  return { ...shared.default, articles: articles.default, audit: audit.default, clients: clients.default, own: own.default };
}
