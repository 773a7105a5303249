import { defineConfig, devices } from "@playwright/test";
import { CONSOLE_URL, PORTAL_URL, PORTS } from "./e2e/support/product.ts";

/** Chromium as root in a closed network: without these flags it refuses to start, or looks for its maker's hosts. */
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The journeys: the whole product, started by the same command as everybody's, and a real browser. */
export default defineConfig({
  testDir: "e2e",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // A browser on a crowded machine is slow now and then; what passes only the second time is named "flaky". Nothing else is tried twice.
  retries: process.env.CI ? 1 : 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  outputDir: "../test-results",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 800 },
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    trace: "retain-on-failure",
    launchOptions: { args: CHROMIUM_FLAGS, ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }) },
  },
  projects: [
    { name: "portal", testMatch: /portal.*\.spec\.ts/, use: { baseURL: PORTAL_URL } },
    { name: "console", testMatch: /console.*\.spec\.ts/, use: { baseURL: CONSOLE_URL } },
    { name: "journeys", testMatch: /journey.*\.spec\.ts/ },
  ],
  webServer: {
    command: "node e2e/support/fresh-product.mjs",
    url: `${CONSOLE_URL}/sign-in`,
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    stdout: "pipe",
    env: {
      API_PORT: String(PORTS.api),
      CONSOLE_PORT: String(PORTS.console),
      PORTAL_PORT: String(PORTS.portal),
      DATABASE_PORT: String(PORTS.database),
    },
  },
});
