import { headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { DEFAULT_TIME_ZONE } from "./dates.ts";
import { LOCALE_HEADER } from "./routing.ts";

export default getRequestConfig(async () => {
  const locale = (await headers()).get(LOCALE_HEADER) === "en" ? "en" : "vi";
  const { default: messages } = locale === "en" ? await import("../messages/en.json") : await import("../messages/vi.json");
  return { locale, messages, timeZone: DEFAULT_TIME_ZONE };
});
