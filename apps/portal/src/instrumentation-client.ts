import { listenForExit } from "./leaving/quick-exit.ts";
import { evenOutRequests } from "./wire/even-requests.ts";

// In this order: the way out does not wait for anything.
listenForExit();
evenOutRequests();

// Loaded at the first page, whichever it is: loaded at the first letter, it would tell the line that somebody begins to write.
void import("./features/opinions/personal-data/found-personal-data.ts").catch(() => undefined);

// Next rewrites the history entry of each page it wakes up, and a page that answers a form would come back empty when it is loaded
// again. Left alone, the browser sends the same form again: the same key, so the same opinion and the same receipt.
if (document.documentElement.dataset.method === "POST") history.replaceState = () => undefined;
