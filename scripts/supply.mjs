// @ts-check
// `npm run supply`: what the product is built from: versions and hashes, scripts, licences, and with `--advisories` known holes.
// Ends with 0 when all is well, 1 when something is wrong, 75 when nobody answers for the holes.
import { runCommand } from "./ground/refusal.mjs";
import { askForAdvisories, findHoles, NoAdvisories } from "./supply/advisories.mjs";
import { findWrongLicences } from "./supply/licences.mjs";
import { findRanges, findScriptsAllowed, findWrongLibraries, librariesOf, readLockFile } from "./supply/lock-file.mjs";
import { NOT_TAKEN } from "./testing/counts.mjs";

await runCommand(async () => (process.argv.includes("--advisories") ? tellHoles() : tellLibraries()));

function tellLibraries() {
  const libraries = librariesOf(readLockFile());
  const wrong = [...findWrongLibraries(libraries), ...findWrongLicences(libraries), ...findRanges(), ...findScriptsAllowed()];
  return tell(wrong, `${libraries.length} libraries, each with its hash, a licence that may be and no script that is not named`);
}

async function tellHoles() {
  try {
    const today = new Date().toISOString().slice(0, 10);
    return tell(findHoles(await askForAdvisories(), today), "no known hole without a written exception");
  } catch (error) {
    if (!(error instanceof NoAdvisories)) throw error;
    process.stdout.write(`NOT CHECKED: ${error.message}\n`);
    return NOT_TAKEN;
  }
}

/** @param {readonly string[]} wrong @param {string} well */
function tell(wrong, well) {
  process.stdout.write(wrong.length > 0 ? `${wrong.join("\n")}\n` : `${well}\n`);
  return wrong.length > 0 ? 1 : 0;
}
