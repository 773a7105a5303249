import { type IdentityService, SignInRefused } from "@langnghe/domain/access";
import { traceOf } from "@langnghe/domain/foundation";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import type { Logger } from "pino";
import { doorstepOf, endedIdentityCookie, identityBindingOf, identityCookie, sessionCookie } from "../../credentials.ts";
import { Provider, type ProviderSettings } from "./provider.ts";

/** Where people leave for the identity provider, and where it sends them back to. */
export const LEAVE_PATH = "/sign-in/organization";
export const RETURN_PATH = "/sign-in/organization/back";

interface Parts {
  readonly identities: IdentityService;
  readonly provider: ProviderSettings;
  /** The console, to which people go on. */
  readonly consoleOrigin: string;
  readonly logger: Logger;
}

/** Plain pages of HTTP, since a browser walks through them: to the provider, back, and on to the console. */
export function addOrganizationSignIn(app: FastifyInstance, { identities, provider: settings, consoleOrigin, logger }: Parts): void {
  const provider = new Provider(settings);
  const refuse = (reply: FastifyReply) => reply.redirect(`${consoleOrigin}/sign-in?refused=1`);

  app.get(LEAVE_PATH, async (request, reply) => {
    const { next, again } = queryOf(request);
    try {
      const { url, state, nonce, verifier } = await provider.depart({ again: again === "1" });
      const binding = await identities.leave({ verifier, nonce, nextPath: ownPath(next) }, state);
      return await reply.header("set-cookie", identityCookie(binding)).redirect(url.href);
    } catch (error) {
      logger.warn(traceOf(error), "the identity provider cannot be reached");
      return refuse(reply);
    }
  });

  app.get(RETURN_PATH, async (request, reply) => {
    reply.header("set-cookie", endedIdentityCookie());
    try {
      const { state = "" } = queryOf(request);
      const { nextPath, ...kept } = await identities.comeBack({ state, binding: identityBindingOf(request.headers) ?? "" });
      const identity = await provider.arrive(request.url.slice(request.url.indexOf("?") + 1), { state, ...kept });
      const { token } = await identities.enter(identity, doorstepOf(request.headers));
      return await reply.header("set-cookie", sessionCookie(token)).redirect(consoleOrigin + nextPath);
    } catch (error) {
      if (!isRefusal(error)) logger.warn(traceOf(error), "a sign-in by the identity provider failed");
      return refuse(reply);
    }
  });
}

/** What the person or the provider did, and not a defect of ours. */
function isRefusal(error: unknown): boolean {
  return [SignInRefused, AuthorizationResponseError, ResponseBodyError, ClientError].some((kind) => error instanceof kind);
}

/** Of a parameter that comes twice neither counts. */
function queryOf({ query }: FastifyRequest): Partial<Record<"next" | "again" | "state", string>> {
  const entries = Object.entries(query as Record<string, unknown>).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(entries);
}

/** Only a path of the console: an address that leads elsewhere would be a trap set by a link. */
function ownPath(next: string | undefined): string {
  const elsewhere = "http://console.invalid";
  if (!next?.startsWith("/") || !URL.canParse(next, elsewhere)) return "/opinions";
  const { origin, pathname, search } = new URL(next, elsewhere);
  return origin === elsewhere && !pathname.startsWith("//") ? pathname + search : "/opinions";
}
