import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

/** One run for everything that is not a browser's: pure units beside their code, and what needs more than one module here. */
export default defineConfig({
  root,
  resolve: {
    alias: [
      // Libraries load graphql's CommonJS file; a second copy would be "another module or realm".
      { find: /^graphql$/, replacement: require.resolve("graphql/index.js") },
      // Our own packages from their sources, so that a test never sees an old build.
      { find: /^@langnghe\/domain$/, replacement: `${root}packages/domain/src/domain.ts` },
      { find: /^@langnghe\/domain\/(.+)$/, replacement: `${root}packages/domain/src/$1/index.ts` },
      { find: /^@langnghe\/text$/, replacement: `${root}packages/text/src/index.ts` },
    ],
  },
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.{ts,tsx}", "tests/{api,workers,domain,architecture,launcher,faults}/**/*.test.ts"],
    globalSetup: ["tests/support/postgres.setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
