import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/ground/paths.mjs";
import { findHoles } from "../../scripts/supply/advisories.mjs";
import { findWrongLicences } from "../../scripts/supply/licences.mjs";
import { findWrongLibraries, librariesOf, readLockFile } from "../../scripts/supply/lock-file.mjs";

const lockFile = readLockFile();
/** The lock file with one library more, which is in order but for what is said. */
const wrongWith = (more: Record<string, unknown>) => {
  const planted = { version: "1.0.0", integrity: "sha512-abc", license: "MIT", ...more };
  const libraries = librariesOf({ ...lockFile, packages: { ...lockFile.packages, "node_modules/planted": planted } });
  return [...findWrongLibraries(libraries), ...findWrongLicences(libraries)];
};

describe("a library is found out that", () => {
  test("is in order: it is not", () => expect(wrongWith({})).toEqual([]));

  test.each([
    ["has no hash of its content", { integrity: undefined }, /no hash/],
    ["has a weak hash", { integrity: "sha1-abc" }, /no hash/],
    ["comes from an address of its own", { resolved: "git+ssh://git@example.org/planted.git#main" }, /not from the registry/],
    ["runs a script that nobody named", { hasInstallScript: true }, /is not named/],
    ["names no licence", { license: undefined }, /names no licence/],
    ["may not be handed on", { license: "GPL-3.0-only" }, /GPL-3\.0-only/],
    ["has words for a licence", { license: "SEE LICENSE IN x" }, /SEE LICENSE/],
  ])("%s", (_what, more, words) => {
    expect(wrongWith(more)).toEqual([expect.stringMatching(words)]);
  });
});

describe("a known hole", () => {
  const report = {
    vulnerabilities: { planted: { via: [{ url: "https://example.org/advisories/GHSA-1", title: "Hole", severity: "low" }, "other"] } },
  };
  const until = (day: string) => ({ "GHSA-1": { until: day, reason: "never reached" } });

  test("is told", () => expect(findHoles(report, "2026-11-23", {})).toEqual(["planted: Hole (low, GHSA-1)"]));
  test("is not told while an exception holds", () => expect(findHoles(report, "2026-11-23", until("2026-11-23"))).toEqual([]));
  test("is told again when the exception has ended", () => {
    expect(findHoles(report, "2026-11-24", until("2026-11-23"))).toEqual(["planted: the exception for GHSA-1 ended on 2026-11-23"]);
  });
});

test("the list of components is CycloneDX, names every library with its hash, and is the same to the byte when made again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "langnghe-sbom-"));
  try {
    const [first, second] = ["first", "second"].map((name) => {
      const path = join(folder, name);
      execFileSync(process.execPath, [join(ROOT, "scripts/sbom.mjs"), path]);
      return readFileSync(path, "utf8");
    });
    expect(second).toBe(first);
    const list = JSON.parse(first ?? "");
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot5);
    expect(await validator.validate(first ?? "")).toBeNull();
    expect(await validator.validate(JSON.stringify({ ...list, components: [{ name: 1 }] }))).not.toBeNull();
    const told = new Set(list.components.map(({ purl }: { purl: string }) => decodeURIComponent(purl)));
    const missing = librariesOf(lockFile).filter(({ name, version }) => !told.has(`pkg:npm/${name}@${version}`));
    expect(missing.map(({ path }) => path)).toEqual([]);
    const unhashed = list.components.filter(
      ({ hashes, name }: { hashes?: unknown[]; name: string }) =>
        !hashes?.length && !(`packages/${name}` in lockFile.packages) && !(`apps/${name}` in lockFile.packages) && name !== "tests",
    );
    expect(unhashed.map(({ name }: { name: string }) => name)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
