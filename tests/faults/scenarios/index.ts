import type { Scenario } from "../harness/scenario.ts";
import { apiKilled } from "./api-killed.ts";
import { connectionsCut } from "./connections-cut.ts";
import { networkCutAfterCommit, networkHalfOpen, networkPaused } from "./network.ts";
import { postgresKilled } from "./postgres-killed.ts";

export const SCENARIOS: readonly Scenario[] = [apiKilled, postgresKilled, connectionsCut, networkPaused, networkCutAfterCommit, networkHalfOpen];
