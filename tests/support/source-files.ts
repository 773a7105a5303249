import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface SourceImport {
  readonly specifier: string;
  /** Of a relative import: the file it means, from the root of the repository. */
  readonly target: string | undefined;
  /** Whether nothing of it is left at run time. */
  readonly isTypeOnly: boolean;
}

export interface SourceFile {
  /** From the root of the repository, such as packages/domain/src/opinions/opinion.entity.ts. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly SourceImport[];
}

const NOT_OURS = /(^|\/)(node_modules|dist|\.next|generated)(\/|$)/;

/** Every TypeScript file of the workspaces, tests and generated ones left out. */
export function readSources(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name).replaceAll("\\", "/"))
      .filter((path) => /\.tsx?$/.test(path) && !/\.(test|d)\.tsx?$/.test(path) && !NOT_OURS.test(path) && path.includes("/src/"))
      .map(readSource),
  );
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), "utf8");
  return { path, text, imports: importsOf(path, text) };
}

const STATIC = /^\s*(?:import|export)\s+(type\s+)?(?:([\w*{}\s,$]+?)\s+from\s+)?["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** A plain scan for import and export statements, which the formatter keeps in one shape. */
function importsOf(path: string, text: string): SourceImport[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\//g, "");
  const fixed = [...withoutComments.matchAll(STATIC)].map(([, type, names = "", specifier = ""]) =>
    toImport(path, specifier, type !== undefined || areAllTypes(names)),
  );
  const dynamic = [...withoutComments.matchAll(DYNAMIC)].map(([, specifier = ""]) => toImport(path, specifier, false));
  return [...fixed, ...dynamic];
}

function toImport(path: string, specifier: string, isTypeOnly: boolean): SourceImport {
  const target = specifier.startsWith(".") ? relative(ROOT, resolve(ROOT, dirname(path), specifier)).replaceAll("\\", "/") : undefined;
  return { specifier, target, isTypeOnly };
}

function areAllTypes(names: string): boolean {
  const inner = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  return inner?.split(",").every((name) => name.trim() === "" || name.trim().startsWith("type ")) ?? false;
}
