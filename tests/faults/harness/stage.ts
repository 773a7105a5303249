import "reflect-metadata";
import { mkdtempSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDomain, type Domain } from "@langnghe/domain";
import type { ApiClient, Role } from "@langnghe/domain/access";
import { createDataSource } from "@langnghe/domain/database";
import type { StaffActor } from "@langnghe/domain/foundation";
import { ROOT } from "../../../scripts/ground/paths.mjs";
import { nextFreePort } from "../../../scripts/ground/ports.mjs";
import { startPostgres } from "../../../scripts/postgres.mjs";
import { signalGroup } from "../../../scripts/processes/group.mjs";
import { Supervisor } from "../../../scripts/processes/supervisor.mjs";
import { programsOf, serviceOf } from "../../../scripts/product/programs.mjs";
import { readSettings } from "../../../scripts/settings.mjs";
import { UNITS, type UnitName } from "../../support/small-union.ts";
import { until } from "../../support/until.ts";
import { ask } from "./ask.ts";
import { Bus } from "./bus.ts";
import { Draw } from "./draw.ts";
import { copyGround } from "./ground.ts";
import { History } from "./history.ts";
import { Network } from "./network.ts";
import { SmallDisk } from "./small-disk.ts";

const HOST = "127.0.0.1";
const FROM_SOURCE = ["--conditions=source", "--import", "tsx", "src/main.ts"];
const UP_WITHIN_MS = 30_000;
const HARNESS = { kind: "system", name: "fault harness" } as const;
const PASSWORD = "mật khẩu đủ dài 1";

type Postgres = Awaited<ReturnType<typeof startPostgres>>;
type ProgramName = "api" | "workers";

export interface StageNeeds {
  readonly seed: number;
  /** The workers too; else the api alone. */
  readonly withWorkers?: boolean;
  /** A network of ours between the product and PostgreSQL. */
  readonly withNetwork?: boolean;
  /** The data folder lies on a disk that can be filled. */
  readonly withSmallDisk?: boolean;
  /** The memory of the api can be looked at. */
  readonly withInspector?: boolean;
  /** A second node of the api, and NATS between the two. */
  readonly withBus?: boolean;
  readonly historyPath: string;
}

interface StageParts {
  readonly draw: Draw;
  readonly history: History;
  readonly folder: string;
  readonly disk: SmallDisk | undefined;
  readonly inspectorPort: number | undefined;
  readonly postgres: Postgres;
  readonly network: Network | undefined;
  readonly bus: Bus | undefined;
  readonly domain: Domain;
  readonly supervisor: Supervisor;
  readonly urls: readonly string[];
}

/** The real programs, kept alive by the product's own supervisor, on a PostgreSQL of their own that syncs as in earnest. */
export class Stage {
  readonly draw: Draw;
  readonly history: History;
  /** Of the first node. */
  readonly url: string;
  /** Of all nodes. */
  readonly urls: readonly string[];
  readonly folder: string;
  readonly domain: Domain;
  readonly network: Network | undefined;
  readonly bus: Bus | undefined;
  readonly disk: SmallDisk | undefined;
  readonly inspectorPort: number | undefined;
  readonly #supervisor: Supervisor;
  readonly #atEnd: (() => Promise<void>)[] = [];
  postgres: Postgres;

  private constructor(parts: StageParts) {
    this.draw = parts.draw;
    this.history = parts.history;
    this.folder = parts.folder;
    this.disk = parts.disk;
    this.inspectorPort = parts.inspectorPort;
    this.postgres = parts.postgres;
    this.network = parts.network;
    this.bus = parts.bus;
    this.domain = parts.domain;
    this.#supervisor = parts.supervisor;
    this.urls = parts.urls;
    this.url = parts.urls[0] ?? "";
  }

  static async set(needs: StageNeeds): Promise<Stage> {
    const disk = needs.withSmallDisk ? SmallDisk.mount() : undefined;
    const folder = disk?.folder ?? mkdtempSync(join(tmpdir(), "langnghe-fault-"));
    await copyGround(folder);
    const postgres = await startPostgres({ dataDir: folder });
    const network = needs.withNetwork ? await Network.start({ port: await aFreePort(), target: postgres.port }) : undefined;
    const inspectorPort = needs.withInspector ? await aFreePort() : undefined;
    const draw = new Draw(needs.seed);
    const apiPorts = [await aFreePort(), ...(needs.withBus ? [await aFreePort()] : [])];
    const bus = needs.withBus ? await Bus.start({ nodes: apiPorts.length, draw, aPort: aFreePort }) : undefined;
    const supervisor = new Supervisor({ say: () => undefined });
    // The harness itself speaks to PostgreSQL directly, past the network that it spoils.
    const dataSource = await createDataSource({ url: postgres.url, poolSize: 30, applicationName: "fault harness" }).initialize();
    const domain = await createDomain({ dataSource, databaseUrl: postgres.url });
    const history = new History(needs.historyPath);
    const urls = apiPorts.map((port) => `http://${HOST}:${port}/graphql`);
    const stage = new Stage({ draw, history, folder, disk, inspectorPort, postgres, network, bus, domain, supervisor, urls });
    try {
      for (const [node, apiPort] of apiPorts.entries())
        await stage.#startPrograms(needs.withWorkers && node === 0 ? ["api", "workers"] : ["api"], { node, apiPort });
      await stage.untilReady();
      return stage;
    } catch (error) {
      await stage.strike({ keepLogs: true });
      throw error;
    }
  }

  /** From the sources, so that a round never plays on an old build. */
  async #startPrograms(wanted: readonly ProgramName[], { node, apiPort }: { node: number; apiPort: number }): Promise<void> {
    const { postgres, network, folder, inspectorPort, bus } = this;
    const databaseUrl = network ? postgres.url.replace(`:${postgres.port}/`, `:${network.port}/`) : postgres.url;
    const natsUrl = bus && { NATS_URL: bus.urlOf(node) };
    const settings = readSettings({ DATA_DIR: folder, API_PORT: String(apiPort), DATABASE_URL: databaseUrl, LOG_LEVEL: "info", ...natsUrl });
    for (const program of programsOf({ settings, databaseUrl }).filter(({ name }) => wanted.some((each) => each === name))) {
      const env = { ...program.env, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.base.json") };
      const args = program.name === "api" && inspectorPort ? [`--inspect=${HOST}:${inspectorPort}`, ...FROM_SOURCE] : FROM_SOURCE;
      await this.#supervisor.keep(serviceOf({ program: { ...program, args, env }, settings, onLine: () => undefined }));
    }
  }

  /** kill -9 of the program and of whatever it started; the supervisor brings it back. */
  kill(name: ProgramName): void {
    const pid = this.pidOf(name);
    if (pid === undefined) throw new Error(`${name} does not run`);
    this.history.write({ kind: "fault", what: `kill -9 ${name}` });
    signalGroup(pid, "SIGKILL");
  }

  pidOf(name: ProgramName): number | undefined {
    return this.#supervisor.posts.find(({ service }) => service.name === name)?.running?.pid;
  }

  async untilReady(): Promise<void> {
    await until("the api is ready", () => this.isReady(), { withinMs: UP_WITHIN_MS });
  }

  async isReady(): Promise<boolean> {
    const probes = this.urls.map((url) => fetch(url.replace("/graphql", "/readyz"), { signal: AbortSignal.timeout(2_000) }).catch(() => undefined));
    return (await Promise.all(probes)).every((answer) => answer?.status === 200);
  }

  async aKey({
    scopes = ["opinion:read", "opinion:submit"],
    unit = "union",
  }: {
    scopes?: ApiClient["scopes"];
    unit?: UnitName;
  } = {}): Promise<string> {
    const { key } = await this.domain.apiClients.install({ name: "Hệ thống thử", scopes, unitIds: [UNITS[unit].id] }, HARNESS);
    return key;
  }

  /** Where the log ends now, as a page tells it. */
  async liveCursor(key: string): Promise<string> {
    const { data, code } = await ask(this.url, { query: "{ opinions(first: 1) { liveCursor } }" }, { key });
    if (!data) throw new Error(`The log does not tell its end: ${code}`);
    return data.opinions.liveCursor;
  }

  /** Somebody of the staff with a session of their own, as their browser's cookie; and what they sign in with. */
  async aStaffMember(role: Role, unit: UnitName = "union"): Promise<{ id: string; cookie: string; email: string; password: string }> {
    const email = `${crypto.randomUUID()}@example.org`;
    const account = await this.domain.access.createStaffAccount({ name: "Mai Hạnh", email, password: PASSWORD, locale: "VI" }, HARNESS);
    await this.domain.access.grantRole({ staffId: account.id, role, unitId: UNITS[unit].id }, HARNESS);
    const { token } = await this.domain.access.signIn({ email, password: PASSWORD });
    return { id: account.id, cookie: `__Host-langnghe_session=${token}`, email, password: PASSWORD };
  }

  /** A moderator as the domain itself knows them. */
  async aModerator(): Promise<StaffActor> {
    const { email, password } = await this.aStaffMember("MODERATOR");
    return (await this.domain.access.signIn({ email, password })).actor;
  }

  /** What the scenario started and has to end, also when it broke off. */
  atEnd(end: () => Promise<void>): void {
    this.#atEnd.push(end);
  }

  /** Ends everything. `keepLogs`: what the programs said is laid beside the history. */
  async strike({ keepLogs }: { keepLogs: boolean }): Promise<void> {
    await Promise.all(this.#atEnd.map((end) => end()));
    if (keepLogs) await cp(join(this.folder, "logs"), `${this.history.path}.logs`, { recursive: true });
    await this.#supervisor.stop();
    await this.domain.close();
    await this.domain.dataSource.destroy().catch(() => undefined);
    await this.network?.stop();
    await this.bus?.stop();
    await this.postgres.stop(2_000);
    this.history.close();
    await this.disk?.unmount();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Below the ports from which the system hands out its own. */
export function aFreePort(): Promise<number> {
  return nextFreePort({ from: 21_000 + Math.floor(Math.random() * 10_000), host: HOST });
}
