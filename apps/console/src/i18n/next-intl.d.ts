import type own from "../messages/vi.account.json";
import type articles from "../messages/vi.articles.json";
import type audit from "../messages/vi.audit.json";
import type clients from "../messages/vi.clients.json";
import type messages from "../messages/vi.json";
import type { ConsoleLocale } from "./locale.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: ConsoleLocale;
    Messages: typeof messages & { articles: typeof articles; audit: typeof audit; clients: typeof clients; own: typeof own };
  }
}
