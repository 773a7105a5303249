export * from "./actor.ts";
export * from "./clock.ts";
export * from "./domain-error.ts";
export * from "./error-trace.ts";
export * from "./page.ts";
export * from "./require-text.ts";
