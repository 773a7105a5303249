// @ts-check
// `npm run sbom -- [FILE]`: the list of everything that the product is built from, in the form of CycloneDX.
// The same sources give the same list to the byte.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { readJson } from "./ground/files.mjs";
import { ROOT } from "./ground/paths.mjs";
import { Refusal, runCommand } from "./ground/refusal.mjs";
import { npmCommand } from "./product/install.mjs";

await runCommand(async () => {
  const path = resolve(process.argv[2] ?? "sbom.cdx.json");
  const list = await listComponents();
  writeFileSync(path, `${JSON.stringify(list, null, 2)}\n`);
  process.stdout.write(`Đã ghi ${list.components.length} thành phần vào ${path}\n`);
  return 0;
});

async function listComponents() {
  const { command, args } = npmCommand();
  const { stdout } = await promisify(execFile)(command, [...args, "sbom", "--sbom-format=cyclonedx", "--package-lock-only"], {
    cwd: ROOT,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error) => {
    throw new Refusal("npm không lập được danh sách thành phần.", { cause: error, details: error.stderr });
  });
  const list = JSON.parse(stdout);
  // The moment and a number drawn by chance would make every list another one.
  delete list.metadata.timestamp;
  list.serialNumber = `urn:uuid:${uuidOf(JSON.stringify(readJson(resolve(ROOT, "package-lock.json"))))}`;
  return list;
}

/** A UUID of version 8 (RFC 9562) made of a hash. @param {string} text */
function uuidOf(text) {
  const hash = createHash("sha256").update(text).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
