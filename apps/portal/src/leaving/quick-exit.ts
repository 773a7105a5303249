import { PATHS, pathIn } from "@/i18n/paths.ts";
import { localeOf } from "@/i18n/routing.ts";

const KEY = "Escape";
const TIMES = 3;
const WITHIN_MS = 1_500;

/** The quick way out of every page: Esc three times in a row, or the link. The page is blank before the browser has gone. */
export function listenForExit(): void {
  addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest(`a[href="${wayOut()}"]`)) return;
    event.preventDefault();
    leaveAtOnce();
  });
  let pressed: readonly number[] = [];
  addEventListener(
    "keydown",
    ({ key, timeStamp, repeat }) => {
      if (repeat) return;
      pressed = key === KEY ? [...pressed.filter((moment) => timeStamp - moment < WITHIN_MS), timeStamp] : [];
      if (pressed.length >= TIMES) leaveAtOnce();
    },
    { capture: true },
  );
}

function leaveAtOnce(): void {
  document.documentElement.hidden = true;
  document.title = "\u200b";
  // "Back" does not come to this page again.
  location.replace(wayOut());
}

function wayOut(): string {
  return pathIn(localeOf(location.pathname), PATHS.leave);
}
