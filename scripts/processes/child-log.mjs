// @ts-check
// The log file of one program: turned over at each start and when it grows, three kept.
// The launcher writes it, not the program: a full disk then costs log lines and nothing else.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";

const KEPT = 3;
const TURN_OVER_BYTES = 20 * 1024 * 1024;
const KEPT_CHARACTERS = 4000;

export class ChildLog {
  /**
   * @param {{ dataDir: string, name: string, echo?: boolean }} log `echo`: also show each line on the screen
   */
  constructor({ dataDir, name, echo = false }) {
    this.folder = join(dataDir, "logs");
    this.name = name;
    this.echo = echo;
    this.head = "";
    this.tail = "";
    this.bytes = 0;
    /** @type {number | null} */
    this.file = null;
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.turnOver();
  }

  get path() {
    return this.fileName(0);
  }

  /** @param {Buffer | string} chunk */
  write(chunk) {
    const text = chunk.toString();
    if (this.head.length < KEPT_CHARACTERS) this.head = (this.head + text).slice(0, KEPT_CHARACTERS);
    this.tail = (this.tail + text).slice(-KEPT_CHARACTERS);
    if (this.echo) process.stderr.write(text.replace(/^(?=.)/gm, `[${this.name}] `));
    if (this.bytes > TURN_OVER_BYTES) this.turnOver();
    this.bytes += text.length;
    quietly(() => {
      if (this.file !== null) writeSync(this.file, text);
    });
  }

  /** @param {number} count */
  firstLines(count) {
    return this.head.trimEnd().split("\n").slice(0, count).join("\n");
  }

  /** @param {number} count */
  lastLines(count) {
    return this.tail.trimEnd().split("\n").slice(-count).join("\n");
  }

  close() {
    quietly(() => {
      if (this.file !== null) closeSync(this.file);
    });
    this.file = null;
  }

  turnOver() {
    this.close();
    for (let age = KEPT - 1; age > 0; age -= 1) quietly(() => this.age(age));
    quietly(() => {
      this.file = openSync(this.fileName(0), "w", 0o600);
    });
    this.bytes = 0;
  }

  /** @param {number} age */
  age(age) {
    if (existsSync(this.fileName(age - 1))) renameSync(this.fileName(age - 1), this.fileName(age));
  }

  /** @param {number} age */
  fileName(age) {
    return join(this.folder, age === 0 ? `${this.name}.log` : `${this.name}.${age}.log`);
  }
}

/** @param {() => void} work */
function quietly(work) {
  try {
    work();
  } catch {
    // A log that cannot be written must never stop the product.
  }
}
