import { until } from "../../support/until.ts";
import { type Running, run } from "./programs.ts";

const HOST = "127.0.0.1";

interface Cluster {
  /** The program. */
  readonly nats: string;
  /** One port for each server's clients. */
  readonly ports: readonly number[];
  /** As many, where they speak to each other. */
  readonly routes: readonly number[];
  readonly login?: { readonly user: string; readonly password: string } | undefined;
}

/** A cluster of NATS servers on loopback, all of them ready. */
export async function startNatsCluster({ nats, ports, routes, login }: Cluster): Promise<Running[]> {
  const all = routes.map((port) => `nats://${HOST}:${port}`).join(",");
  const account = login ? ["--user", login.user, "--pass", login.password] : [];
  const servers = ports.map((port, place) => {
    const cluster = ["--cluster_name", "langnghe", "--cluster", `nats://${HOST}:${routes[place]}`, "--routes", all];
    return run(nats, ["-a", HOST, "-p", `${port}`, ...cluster, ...account]);
  });
  for (const { said } of servers) await until("NATS listens", () => said().includes("Server is ready"), { withinMs: 20_000 });
  return servers;
}
