/** All that is kept of a device: so that a person knows their own sessions again, and nobody else learns anything. */
export const BROWSERS = ["CHROME", "EDGE", "FIREFOX", "SAFARI", "OPERA", "OTHER"] as const;
export type BrowserFamily = (typeof BROWSERS)[number];
export const SYSTEMS = ["WINDOWS", "MACOS", "LINUX", "ANDROID", "IOS", "OTHER"] as const;
export type SystemFamily = (typeof SYSTEMS)[number];

export interface Device {
  readonly browser: BrowserFamily;
  readonly system: SystemFamily;
}

export const UNKNOWN_DEVICE: Device = { browser: "OTHER", system: "OTHER" };

/** In this order: most browsers also name those they want to be taken for. */
const BROWSER_SIGNS: readonly (readonly [RegExp, BrowserFamily])[] = [
  [/\bEdg(e|A|iOS)?\//, "EDGE"],
  [/\b(OPR|Opera)\//, "OPERA"],
  [/\b(Firefox|FxiOS)\//, "FIREFOX"],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, "CHROME"],
  [/\bSafari\//, "SAFARI"],
];
const SYSTEM_SIGNS: readonly (readonly [RegExp, SystemFamily])[] = [
  [/Android/, "ANDROID"],
  [/iPhone|iPad|iPod/, "IOS"],
  [/Windows/, "WINDOWS"],
  [/Macintosh|Mac OS X/, "MACOS"],
  [/Linux|X11|CrOS/, "LINUX"],
];

/** The families that a user agent belongs to; versions, models and everything else of it are dropped here. */
export function deviceOf(userAgent: string | undefined): Device {
  const find = <Family>(signs: readonly (readonly [RegExp, Family])[]) => signs.find(([sign]) => sign.test(userAgent ?? ""))?.[1];
  return { browser: find(BROWSER_SIGNS) ?? "OTHER", system: find(SYSTEM_SIGNS) ?? "OTHER" };
}
