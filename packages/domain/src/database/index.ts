export { createDataSource, type DatabaseSettings, ENTITIES } from "./data-source.ts";
export { isDatabaseAway } from "./database-away.ts";
export { dumpSchema } from "./dump-schema.ts";
export { MIGRATIONS } from "./migrations/index.ts";
export { type NodeSettings, readNodeSettings } from "./node-settings.ts";
export { ReadReplicas } from "./read-replicas.ts";
export { rebaseRestoredLog } from "./rebase-log.ts";
