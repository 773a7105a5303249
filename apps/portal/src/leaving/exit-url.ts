export const BLANK_PAGE = "about:blank";

/**
 * Where "Thoát nhanh" leads: the setting EXIT_URL if it is an http(s) address, otherwise an empty page, which opens at once on any
 * network and tells no other server anything.
 */
export function exitUrl(): string {
  const setting = process.env.EXIT_URL ?? "";
  return /^https?:\/\//.test(setting) && URL.canParse(setting) ? setting : BLANK_PAGE;
}
