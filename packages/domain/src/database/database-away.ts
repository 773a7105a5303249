/** Codes with which PostgreSQL, the pool or the network say that the database cannot be reached at the moment. */
const AWAY_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EHOSTUNREACH",
  // admin_shutdown, crash_shutdown, cannot_connect_now, connection exceptions
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
  // disk_full, too_many_connections: it is there, and can do no more at the moment
  "53100",
  "53300",
]);
/** What TypeORM says to the next statement of a transaction whose connection was lost between two of them. */
const AWAY_NAMES = new Set(["QueryRunnerAlreadyReleasedError", "QueryRunnerProviderAlreadyReleasedError"]);
const AWAY_WORDS = /connection terminated|timeout exceeded when trying to connect|connection ended unexpectedly|not queryable|driver not connected/i;

/** Whether an error means "come back later" rather than "this is wrong". Looks through wrapped errors. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  if (AWAY_CODES.has(code) || AWAY_NAMES.has(error.name) || AWAY_WORDS.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  return isDatabaseAway(error.cause) || ("driverError" in error && error.driverError !== error && isDatabaseAway(error.driverError));
}
