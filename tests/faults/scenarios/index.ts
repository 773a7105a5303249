import type { Scenario } from "../harness/scenario.ts";
import { apiKilled } from "./api-killed.ts";
import { busUnreliable } from "./bus-unreliable.ts";
import { claimsRaced } from "./claims-raced.ts";
import { clockJumps } from "./clock-jumps.ts";
import { connectionsCut } from "./connections-cut.ts";
import { diskFull } from "./disk-full.ts";
import { networkCutAfterCommit, networkHalfOpen, networkPaused } from "./network.ts";
import { postgresKilled } from "./postgres-killed.ts";
import { sameSubmission } from "./same-submission.ts";
import { socketsCut } from "./sockets-cut.ts";
import { stalledReader } from "./stalled-reader.ts";
import { workerKilled } from "./worker-killed.ts";
import { manyWriters } from "./writers.ts";

export const SCENARIOS: readonly Scenario[] = [
  apiKilled,
  postgresKilled,
  connectionsCut,
  networkPaused,
  networkCutAfterCommit,
  networkHalfOpen,
  workerKilled,
  diskFull,
  clockJumps,
  stalledReader,
  socketsCut,
  sameSubmission,
  manyWriters,
  claimsRaced,
  busUnreliable,
];
