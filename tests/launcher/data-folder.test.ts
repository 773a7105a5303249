import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inspectDataFolder, openDataFolder, refuseFullDisk } from "../../scripts/ground/data-folder.mjs";
import { birthOf, findHolder, refuseSecondLauncher, takeLock } from "../../scripts/ground/lock.mjs";
import { keepFirstStart } from "../../scripts/product/prepare.mjs";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "langnghe-folder-"));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

describe("the data folder", () => {
  test("a missing folder and an empty one are a first start", () => {
    expect(inspectDataFolder(join(place, "new", "deep"))).toEqual({ isFirstStart: true });
    expect(inspectDataFolder(place)).toEqual({ isFirstStart: true });
  });

  test("looking at it leaves nothing behind", () => {
    inspectDataFolder(join(place, "new"));
    expect(() => statSync(join(place, "new"))).toThrow("ENOENT");
  });

  test("once opened it is known again, by its marker", () => {
    const folder = join(place, "new");
    openDataFolder(folder);
    expect(inspectDataFolder(folder)).toEqual({ isFirstStart: false });
    const marker = JSON.parse(readFileSync(join(folder, "langnghe.json"), "utf8"));
    expect(marker).toEqual({ product: "langnghe", version: expect.any(String), createdAt: expect.any(String) });
  });

  test("opening it twice keeps the first marker", () => {
    openDataFolder(place);
    const before = readFileSync(join(place, "langnghe.json"), "utf8");
    openDataFolder(place);
    expect(readFileSync(join(place, "langnghe.json"), "utf8")).toBe(before);
  });

  test.each([
    ["somebody's papers", "thesis.doc", "text"],
    ["another product's marker", "langnghe.json", '{"product":"other"}'],
    ["a torn marker", "langnghe.json", '{"prod'],
  ])("a folder with %s is foreign, and stays as it was", (_, name, content) => {
    writeFileSync(join(place, name), content);
    expect(() => inspectDataFolder(place)).toThrow(/không phải của Lắng Nghe/);
    expect(readFileSync(join(place, name), "utf8")).toBe(content);
  });

  test("what a fresh disk holds is not content", () => {
    mkdirSync(join(place, "lost+found"));
    expect(inspectDataFolder(place)).toEqual({ isFirstStart: true });
  });

  test("a file in its place is refused", () => {
    const file = join(place, "file");
    writeFileSync(file, "");
    expect(() => inspectDataFolder(file)).toThrow(/tệp, không phải thư mục/);
  });

  test.runIf(process.platform === "linux")("a place nobody may write to is refused", () => {
    expect(() => inspectDataFolder("/proc/langnghe")).toThrow(/Không ghi được/);
  });

  test("a disk with too little room is refused, with both figures", () => {
    expect(() => refuseFullDisk(place, Number.MAX_SAFE_INTEGER)).toThrow(/chỉ còn \d+ MB trống, cần ít nhất/);
    expect(() => refuseFullDisk(place, 0)).not.toThrow();
  });
});

describe("one launcher per data folder", () => {
  test("a second one is refused while the first lives, and let in after it", () => {
    const giveBack = takeLock(place);
    expect(findHolder(place)).toMatchObject({ pid: process.pid });
    expect(() => refuseSecondLauncher(place)).toThrow(String(process.pid));
    expect(() => takeLock(place)).toThrow(/đang chạy/);
    giveBack();
    takeLock(place)();
  });

  test("the lock of a dead launcher is taken over", () => {
    writeFileSync(join(place, "launcher.lock"), JSON.stringify({ pid: 2 ** 22 + 1, birth: "1" }));
    expect(findHolder(place)).toBeNull();
    takeLock(place)();
  });

  test.runIf(birthOf(process.pid) !== null)("a pid that was used again is not the dead launcher", () => {
    writeFileSync(join(place, "launcher.lock"), JSON.stringify({ pid: process.pid, birth: "1" }));
    expect(findHolder(place)).toBeNull();
  });
});

describe("first-start.json", () => {
  const addresses = { console: "http://a", portal: "http://b", api: "http://c" };
  const made = { accounts: [{ role: "moderator", name: "An", email: "an@x", password: "p" }], apiClient: { name: "demo", key: "k" } };

  test("holds what the first start made, for its owner's eyes only", () => {
    writeFileSync(join(place, "first-start.part"), JSON.stringify(made));
    const { path, isNew } = keepFirstStart(place, addresses);
    expect(isNew).toBe(true);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ addresses, ...made });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(() => statSync(join(place, "first-start.part"))).toThrow("ENOENT");
  });

  test("a later start changes the addresses alone", () => {
    writeFileSync(join(place, "first-start.part"), JSON.stringify(made));
    keepFirstStart(place, addresses);
    const { path, isNew } = keepFirstStart(place, { ...addresses, api: "http://d" });
    expect(isNew).toBe(false);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ addresses: { ...addresses, api: "http://d" }, ...made });
  });
});
