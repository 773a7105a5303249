import { quietConsole } from "@langnghe/ui/quiet-console";

/** Called by Next once, before the first request. In development a person reads the messages on their own screen. */
export function register(): void {
  if (process.env.NODE_ENV === "production" && process.env.NEXT_RUNTIME === "nodejs") quietConsole();
}
