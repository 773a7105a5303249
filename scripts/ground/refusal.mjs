// @ts-check
// What the launcher says when it cannot go on: one sentence that names what to do, and a non-zero exit.

/** A reason to stop that a person can act on; its message is the sentence they read. */
export class Refusal extends Error {
  /**
   * @param {string} sentence
   * @param {{ cause?: unknown, details?: string | undefined }} [more] `details`: lines shown under the sentence, as the end of a log
   */
  constructor(sentence, { cause, details } = {}) {
    super(sentence, { cause });
    this.name = "Refusal";
    this.details = details;
  }
}

/** A person or the system asked the launcher to stop while it was at work. */
export class Interrupted extends Error {
  constructor() {
    super("interrupted");
    this.name = "Interrupted";
  }
}

export const DISK_FULL = "Ổ đĩa đã đầy: hãy giải phóng ít nhất 500 MB rồi chạy lại; dữ liệu đã ghi vẫn còn nguyên.";
const DISK_FULL_SIGNS = /ENOSPC|No space left on device|EDQUOT|Disk quota exceeded|TAR_ENTRY_ERROR ENOSPC/;

/**
 * True when a program's output says that its disk is full.
 * @param {string} output
 */
export function saysDiskFull(output) {
  return DISK_FULL_SIGNS.test(output);
}

/**
 * The sentence (and the lines below it) for any failure.
 * @param {unknown} error
 * @returns {string}
 */
export function describeFailure(error) {
  if (error instanceof Refusal) return error.details ? `${error.message}\n${indent(error.details)}` : error.message;
  const { code, path, message, stack } = /** @type {NodeJS.ErrnoException} */ (error instanceof Error ? error : new Error(String(error)));
  if (saysDiskFull(`${code} ${message}`)) return DISK_FULL;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return `Không có quyền ghi hoặc đọc ${path ?? "một tệp cần thiết"} (${code}).`;
  const trace = process.env.LOG_LEVEL === "debug" ? `\n${stack}` : "";
  return `Có lỗi không lường trước: ${message}${trace}`;
}

/** @param {string} text */
function indent(text) {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}

/**
 * Runs a command's main function and turns whatever comes out into an exit code.
 * The process is ended on purpose: a forgotten timer must not keep the command hanging.
 * @param {() => Promise<number>} main
 */
export async function runCommand(main) {
  try {
    process.exit(await main());
  } catch (error) {
    if (error instanceof Interrupted) process.exit(130);
    process.stderr.write(`✗ ${describeFailure(error)}\n`);
    process.exit(1);
  }
}
