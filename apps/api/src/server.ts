import type { Server } from "node:http";
import { createDomain, type Domain } from "@langnghe/domain";
import { LOCAL_SIGN_IN } from "@langnghe/domain/access";
import { createDataSource, ReadReplicas } from "@langnghe/domain/database";
import type { Logger } from "pino";
import { addOrganizationSignIn } from "./access/organization/routes.ts";
import type { SignInWaysType } from "./access/sign-in/sign-in.type.ts";
import { UsageMeter } from "./access/usage-meter.ts";
import { composeSchema } from "./compose.ts";
import { closeSpread } from "./drain.ts";
import { makeHttpDoor } from "./http-door.ts";
import { LiveFeed } from "./live/live-feed.ts";
import { Renderer } from "./live/renderer.ts";
import { openSocketDoor, type SocketDoor } from "./live/socket-door.ts";
import type { Settings } from "./settings.ts";

export interface ApiServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Starts the api: one port, two doors (HTTP and socket) with the same schema, limits and errors. */
export async function startServer(settings: Settings, logger: Logger, moreResolvers: readonly object[] = []): Promise<ApiServer> {
  const opened: (() => unknown)[] = [];
  try {
    return await open(settings, { logger, moreResolvers, opened });
  } catch (error) {
    // A start that fails half-way leaves nothing open: it is tried again, and again.
    await closeAll(opened).catch(() => undefined);
    throw error;
  }
}

/** What was opened is closed in the opposite order, each though one before it failed. */
async function closeAll(opened: (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let close = opened.pop(); close; close = opened.pop()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "Not everything could be closed");
}

interface Opening {
  readonly logger: Logger;
  readonly moreResolvers: readonly object[];
  readonly opened: (() => unknown)[];
}

async function open(settings: Settings, { logger, moreResolvers, opened }: Opening): Promise<ApiServer> {
  const { host, port, origins, socketsPerCaller, trustedProxyHops = 0, drainMs = 0 } = settings;
  const domain = await openDomain(settings, opened);
  const meter = new UsageMeter({ clients: domain.apiClients, clock: domain.clock, logger });
  opened.push(() => meter.stop());
  const live = await LiveFeed.start(domain.events, logger);
  opened.push(() => live.stop());
  const signInWays = signInWaysOf(settings);
  const schema = await composeSchema(domain, { signInWays, moreResolvers });
  const parts = { domain, live };
  const doorParts = { ...parts, schema, origins, logger, meter, trustedProxyHops };

  const { app, apollo } = await makeHttpDoor(doorParts);
  opened.push(() => apollo.stop());
  const { passkeyOrigin: consoleOrigin } = signInWays;
  if (settings.provider) addOrganizationSignIn(app, { identities: domain.identities, provider: settings.provider, consoleOrigin, logger });
  const hub = live.openHub({ opinions: domain.opinions, renderer: new Renderer({ schema, parts, logger }) });
  const socketDoor = openSocketDoor(app.server as Server, { ...doorParts, hub, socketsPerCaller });
  // Both at once: the http server waits for the sockets, which the door closes, while it takes nothing new.
  opened.push(() => Promise.all([app.close(), closeDoor(socketDoor, drainMs)]));
  const address = await app.listen({ host, port });
  return { address, close: () => closeAll(opened) };
}

async function openDomain(settings: Settings, opened: (() => unknown)[]): Promise<Domain> {
  const { databaseUrl, directUrl = databaseUrl, readUrls = [], natsUrl, poolSize } = settings;
  const dataSource = await createDataSource({ url: databaseUrl, poolSize, applicationName: "langnghe api" }).initialize();
  opened.push(() => dataSource.destroy());
  const replicas = new ReadReplicas(
    dataSource,
    readUrls.map((url) => ({ url, poolSize, applicationName: "langnghe api reads" })),
  );
  const domain = await createDomain({ dataSource, databaseUrl: directUrl, natsUrl, replicas, signInSettings: settings.signIn });
  opened.push(() => domain.close());
  return domain;
}

function signInWaysOf({ signIn = LOCAL_SIGN_IN, provider }: Settings): SignInWaysType {
  return { passkeyOrigin: signIn.relyingParty.origins[0] ?? "", identityProvider: provider?.name ?? null };
}

/** Its sockets are closed one after the other, so that not everybody comes back in one moment. */
async function closeDoor(door: SocketDoor, spreadMs: number): Promise<void> {
  await closeSpread(door.sockets, spreadMs);
  await door.close();
}
