/** Whether a transaction had committed when the snapshot was taken. `snapshot` is PostgreSQL's "xmin:xmax:running,running". */
export function isSeenIn(snapshot: string, transactionId: string): boolean {
  const [oldestRunning = "", firstUnborn = "", running = ""] = snapshot.split(":");
  const id = BigInt(transactionId);
  if (id < BigInt(oldestRunning)) return true;
  return id < BigInt(firstUnborn) && !running.split(",").includes(transactionId);
}

/** Every transaction before this one was seen, or was rolled back. */
export function oldestUnseen(snapshot: string): string {
  return snapshot.split(":", 1)[0] ?? "0";
}
