/** Codes with which PostgreSQL, the pool or the network say that the database cannot be reached or written at the moment. */
const AWAY_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  // admin_shutdown, crash_shutdown, cannot_connect_now, database_dropped, idle_session_timeout
  "57P01",
  "57P02",
  "57P03",
  "57P04",
  "57P05",
  // insufficient_resources: out of disk or memory, too many connections
  "53000",
  "53100",
  "53200",
  "53300",
  "53400",
  // read_only_sql_transaction: a primary that became a replica; idle_in_transaction_session_timeout: we stood still
  "25006",
  "25P03",
  // connection exceptions; 08P01 is what PgBouncer says when it has no server to give
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
  "08P01",
]);
/** What TypeORM says to the next statement of a transaction whose connection was lost between two of them. */
const AWAY_NAMES = new Set(["QueryRunnerAlreadyReleasedError", "QueryRunnerProviderAlreadyReleasedError"]);
const AWAY_WORDS =
  /connection terminated|timeout exceeded when trying to connect|connection ended unexpectedly|not queryable|driver not connected|query read timeout|client has encountered a connection error/i;

/** Whether an error means "come back later" rather than "this is wrong". Looks through wrapped errors. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  if (AWAY_CODES.has(code) || AWAY_NAMES.has(error.name) || AWAY_WORDS.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  return isDatabaseAway(error.cause) || ("driverError" in error && error.driverError !== error && isDatabaseAway(error.driverError));
}
