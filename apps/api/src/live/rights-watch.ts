import { Unauthenticated } from "@langnghe/domain/access";
import type { Locale } from "@langnghe/domain/foundation";
import pLimit from "p-limit";
import type { UsageMeter } from "../access/usage-meter.ts";
import { Caller, type Credentials, type Registers } from "../caller.ts";
import { FORBIDDEN } from "./close-codes.ts";
import { permissionScopeOf } from "./permission-scope.ts";
import type { Seat } from "./seat.ts";
import type { WatchHub } from "./watch-hub.ts";

/** Rights that end are gone from open sockets within five seconds: a look every so often, and the time it takes. */
const RECHECK_MS = 2_500;
/**
 * So many readings of rights at a time. Those that are asked for together are one statement (`foundation/coalescer.ts`), so with few
 * lanes ten thousand sockets that come back at once would wait for a turn of the event loop each; with many they would take the whole pool
 * to note when a session was last used.
 */
const LANES = 64;

interface Table {
  readonly caller: Caller;
  readonly seats: Set<Seat>;
  scope: string;
}

/** All sockets by whose they are. Sockets with the same session, or the same key from one address, share one caller, whose rights are read again and again. */
export class RightsWatch {
  readonly #registers: Registers;
  readonly #meter: UsageMeter;
  readonly #hub: WatchHub;
  readonly #tables = new Map<Caller, Table>();
  /** Whom the next socket with the same credentials shares; now and then there are two of them, and both are looked at. */
  readonly #callers = new Map<string, Caller>();
  /** How many sockets the same person or system has, by their id. */
  readonly #counts = new Map<string, number>();
  readonly #entering = new Map<string, Promise<Caller>>();
  readonly #lanes = pLimit(LANES);
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | undefined;

  constructor(registers: Registers, { hub, meter }: { hub: WatchHub; meter: UsageMeter }) {
    this.#registers = registers;
    this.#hub = hub;
    this.#meter = meter;
    this.#timer = setInterval(() => {
      this.#looking ??= this.#lookAtAll().finally(() => {
        this.#looking = undefined;
      });
    }, RECHECK_MS);
  }

  /** The caller behind the credentials. Sockets that come at once with the same ones share one look. @throws Unauthenticated */
  async callerOf(credentials: Credentials, locale: Locale): Promise<Caller> {
    const key = keyOf(credentials, locale);
    const known = this.#callers.get(key);
    if (known) {
      await known.refreshed();
      return known;
    }
    const entering = this.#entering.get(key) ?? this.#lanes(() => Caller.authenticate(this.#registers, credentials, locale));
    this.#entering.set(key, entering);
    try {
      return await entering;
    } finally {
      this.#entering.delete(key);
    }
  }

  seat(seat: Seat, credentials: Credentials, locale: Locale): void {
    const key = keyOf(credentials, locale);
    const { caller } = seat;
    const table = this.#tables.get(caller) ?? { caller, seats: new Set(), scope: permissionScopeOf(caller.actor, caller.locale) };
    table.seats.add(seat);
    this.#tables.set(caller, table);
    this.#callers.set(key, caller);
    this.#count(caller, 1);
    seat.socket.once("close", () => {
      table.seats.delete(seat);
      this.#count(caller, -1);
      if (table.seats.size > 0) return;
      this.#tables.delete(caller);
      if (this.#callers.get(key) === caller) this.#callers.delete(key);
    });
  }

  /** How many sockets the same person or system has, whatever session they were opened with. */
  countOf({ actor }: Caller): number {
    return "id" in actor ? (this.#counts.get(actor.id) ?? 0) : 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #count({ actor }: Caller, change: number): void {
    if (!("id" in actor)) return;
    const count = (this.#counts.get(actor.id) ?? 0) + change;
    if (count > 0) this.#counts.set(actor.id, count);
    else this.#counts.delete(actor.id);
  }

  async #lookAtAll(): Promise<void> {
    await Promise.all([...this.#tables.values()].map((table) => this.#lanes(() => this.#look(table))));
  }

  async #look(table: Table): Promise<void> {
    try {
      const actor = await table.caller.reread();
      this.#meter.noteUse(actor);
      const scope = permissionScopeOf(actor, table.caller.locale);
      if (scope === table.scope) return;
      table.scope = scope;
      await Promise.all([...table.seats].map((seat) => this.#regroup(seat)));
    } catch (error) {
      // Anything else than an ended session or key, as a database that is away, is looked at again next time.
      if (error instanceof Unauthenticated) for (const { outlet } of table.seats) outlet.close(FORBIDDEN, "Forbidden");
    }
  }

  /** A feed that its caller has no right to any more is told so; then the socket goes, as everything on it has to be asked anew. */
  async #regroup(seat: Seat): Promise<void> {
    for (const watcher of seat.watchers) {
      try {
        await this.#hub.regroup(watcher);
      } catch (error) {
        watcher.end(error);
        setImmediate(() => seat.outlet.close(FORBIDDEN, "Forbidden"));
      }
    }
  }
}

function keyOf(credentials: Credentials, locale: Locale): string {
  if (credentials.kind === "none") return `none ${locale}`;
  return `${credentials.kind} ${locale} ${credentials.kind === "key" ? `${credentials.key} ${credentials.address}` : credentials.token}`;
}
