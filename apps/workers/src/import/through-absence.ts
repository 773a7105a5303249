import { setTimeout as pause } from "node:timers/promises";
import { isDatabaseAway } from "@langnghe/domain/database";
import { ImportRefusal } from "./import-refusal.ts";

const GIVE_UP_AFTER_MS = 60_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
/**
 * Serialization failure, deadlock, a row that another transaction took away meanwhile; too many connections, a statement or
 * a pause within the transaction that took too long, as after the machine has slept.
 */
const TRANSIENT_CODES = new Set(["40001", "40P01", "23503", "53300", "57014", "25P03"]);
const STAYED_AWAY = "Cơ sở dữ liệu không trả lời suốt một phút. Những dòng đã nhận vẫn còn; hãy chạy lại lệnh này để nhận tiếp phần còn lại.";

/**
 * Does the work, again and again while the database is away or busy; an abort ends the waiting.
 * @throws ImportRefusal when that lasts longer than `giveUpAfterMs`
 */
export async function throughAbsence<Value>(
  work: () => Promise<Value>,
  { signal, giveUpAfterMs = GIVE_UP_AFTER_MS }: { signal: AbortSignal; giveUpAfterMs?: number },
): Promise<Value> {
  const startedAt = performance.now();
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (performance.now() - startedAt + waitMs > giveUpAfterMs) throw new ImportRefusal(STAYED_AWAY);
      await pause(waitMs, undefined, { signal });
    }
  }
}

function isTransient(error: unknown): boolean {
  return isDatabaseAway(error) || (error instanceof Error && "code" in error && TRANSIENT_CODES.has(String(error.code)));
}
