import type own from "../messages/vi.account.json";
import type articles from "../messages/vi.articles.json";
import type messages from "../messages/vi.json";
import type { ConsoleLocale } from "./locale.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: ConsoleLocale;
    Messages: typeof messages & { articles: typeof articles; own: typeof own };
  }
}
