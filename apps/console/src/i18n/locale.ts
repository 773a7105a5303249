export type ConsoleLocale = "vi" | "en";

/** The request header in which the proxy hands on the language asked for on the sign-in page. */
export const LOCALE_HEADER = "x-console-locale";
export const TIME_ZONE = "Asia/Ho_Chi_Minh";
