import type messages from "../messages/vi.json";
import type { PortalLocale } from "./routing.ts";

declare module "next-intl" {
  interface AppConfig {
    Locale: PortalLocale;
    Messages: typeof messages;
  }
}
