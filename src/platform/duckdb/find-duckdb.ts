import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, isAbsolute, join } from "node:path";
import { UserError } from "../../app/ports/errors";

/** Where DuckDB is: its command line, or its package for Node. */
export interface Duckdb {
  readonly kind: "program" | "package";
  readonly path: string;
}

/** Where to look for DuckDB. */
export interface DuckdbPlaces {
  /** What the user chose: the path of the command line, or of the folder of the package for Node; `off`; or nothing. */
  readonly chosen: string;
  /** The folders that programs are looked for in. */
  readonly searchPath: string | undefined;
  /** A file of this program: packages are looked for beside it. */
  readonly beside: string;
}

/** The word that chooses to do without DuckDB. */
export const withoutDuckdb = "off";

const packageName = "@duckdb/node-api";

/** Finds DuckDB; null if there is none, or it is not wanted. Throws UserError if what the user chose is no program. */
export async function findDuckdb({ chosen, searchPath, beside }: DuckdbPlaces): Promise<Duckdb | null> {
  const wanted = chosen.trim();
  if (wanted === withoutDuckdb) return null;
  if (wanted !== "") {
    if (isAbsolute(wanted) && (await isProgram(wanted))) return { kind: "program", path: wanted };
    if (isAbsolute(wanted) && (await isPackage(wanted))) return { kind: "package", path: wanted };
    throw new UserError(
      `${wanted} is not DuckDB. Give the full path of its command line or of the folder of ${packageName}, or ${withoutDuckdb}.`,
    );
  }
  const name = process.platform === "win32" ? "duckdb.exe" : "duckdb";
  // A relative folder would be one of the working folder's, whoever wrote it.
  for (const folder of (searchPath ?? "").split(delimiter).filter(isAbsolute)) {
    const path = join(folder, name);
    if (await isProgram(path)) return { kind: "program", path };
  }
  try {
    return { kind: "package", path: createRequire(beside).resolve(packageName) };
  } catch {
    return null;
  }
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function isPackage(path: string): Promise<boolean> {
  try {
    return (await stat(join(path, "package.json"))).isFile();
  } catch {
    return false;
  }
}
