import type { BrowserContext, Page } from "@playwright/test";

interface Watched {
  /** Every address that was asked, over HTTP or by a socket. */
  readonly asked: string[];
  /** Everything the browser had to say against a page: what its policy forbade, and errors. */
  readonly complaints: string[];
}

const TELL_VIOLATIONS = `
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber, sample }) =>
    window.complain([location.pathname, violatedDirective, "forbids", blockedURI, "at", sourceFile + ":" + lineNumber, sample].join(" ")));`;

/** Writes down all that the pages of a browser ask for, and all it complains of, from now on. */
export async function watchPages(context: BrowserContext): Promise<Watched> {
  const watched: Watched = { asked: [], complaints: [] };
  await context.exposeFunction("complain", (complaint: string) => void watched.complaints.push(complaint));
  await context.addInitScript({ content: TELL_VIOLATIONS });
  context.on("request", (request) => void watched.asked.push(request.url()));
  context.on("console", (message) => {
    if (message.type() === "error") watched.complaints.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on("weberror", (error) => void watched.complaints.push(`${error.page()?.url()}: ${error.error().message}`));
  const watchSockets = (page: Page) => page.on("websocket", (socket) => void watched.asked.push(socket.url()));
  for (const page of context.pages()) watchSockets(page);
  context.on("page", watchSockets);
  return watched;
}

/** Those of the addresses that lead to none of these origins. */
export function foreignTo(origins: readonly string[], addresses: readonly string[]): string[] {
  return addresses.filter((address) => !/^(data|blob|about):/.test(address) && !origins.includes(new URL(address).origin.replace(/^ws/, "http")));
}
