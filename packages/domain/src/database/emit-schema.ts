import { writeFile } from "node:fs/promises";
import { createDataSource } from "./data-source.ts";
import { dumpSchema } from "./dump-schema.ts";

const TARGET = new URL("../../../../schema/database.sql", import.meta.url);

/** Run by `npm run schema` with an empty database: migrates it and writes its structure down. */
const dataSource = await createDataSource({ url: process.env.DATABASE_URL ?? "", applicationName: "langnghe schema" }).initialize();
await dataSource.runMigrations();
await writeFile(TARGET, await dumpSchema(dataSource));
await dataSource.destroy();
console.log("schema/database.sql was written");
