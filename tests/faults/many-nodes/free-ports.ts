import { nextFreePort } from "../../../scripts/ground/ports.mjs";

/** Of loopback; each another one, from a random place, so that runs beside each other seldom meet. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  let from = 12_000 + Math.floor(Math.random() * 7_000);
  while (ports.length < count) {
    const port = await nextFreePort({ from, host: "127.0.0.1" });
    ports.push(port);
    from = port + 1;
  }
  return ports;
}
