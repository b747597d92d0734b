import { constants } from "node:fs";
import { access, open, readdir, realpath, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { UserError } from "../../app/ports/errors";
import { foundDownload } from "../get-duckdb/download-duckdb";

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
  /** The folder of a DuckDB that the user had downloaded, which is taken where there is no other; absent for none. */
  readonly downloads?: string;
}

/** The word that chooses to do without DuckDB. */
export const withoutDuckdb = "off";

const packageName = "@duckdb/node-api";

const isWindows = process.platform === "win32";
const programName = isWindows ? "duckdb.exe" : "duckdb";

/** Finds DuckDB; null if there is none, or it is not wanted. Throws UserError if what the user chose is no program. */
export async function findDuckdb({
  chosen,
  searchPath,
  beside,
  downloads,
}: DuckdbPlaces): Promise<Duckdb | null> {
  const wanted = chosen.trim();
  if (wanted === withoutDuckdb) return null;
  if (wanted !== "") {
    if (isAbsolute(wanted) && (await isProgram(wanted)))
      return { kind: "program", path: await startedProgram(wanted) };
    if (isAbsolute(wanted) && (await isPackage(wanted))) return { kind: "package", path: wanted };
    throw new UserError(
      `${wanted} is not DuckDB. Give the full path of its command line or of the folder of ${packageName}, or ${withoutDuckdb}.`,
    );
  }
  // A relative folder would be one of the working folder's, whoever wrote it.
  for (const folder of (searchPath ?? "").split(delimiter).filter(isAbsolute)) {
    const path = join(folder, programName);
    if (await isProgram(path)) return { kind: "program", path: await startedProgram(path) };
  }
  try {
    return { kind: "package", path: createRequire(beside).resolve(packageName) };
  } catch {
    const path = downloads === undefined ? null : await foundDownload(downloads);
    return path === null ? null : { kind: "program", path };
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

/**
 * The program that a path starts in the end: Python's installers put a script in its place, which starts Python first. What no
 * such script is, or one whose program is not found, stays.
 */
async function startedProgram(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if (!isWindows && !(await isScript(real))) return path;
    const home = dirname(dirname(real));
    const libraries = isWindows
      ? ["Lib"]
      : (await readdir(join(home, "lib")).catch(() => [])).map(name => `lib/${name}`);
    const found: string[] = [];
    for (const library of [...libraries, "."])
      for (const packages of ["site-packages", "dist-packages", "."]) {
        const program = join(home, library, packages, "duckdb_cli", programName);
        if (await isProgram(program)) found.push(program);
      }
    // Of several, the script knows which.
    return found.length === 1 && found[0] !== undefined ? found[0] : path;
  } catch {
    return path;
  }
}

async function isScript(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString("latin1", 0, bytesRead) === "#!";
  } finally {
    await file.close();
  }
}

async function isPackage(path: string): Promise<boolean> {
  try {
    return (await stat(join(path, "package.json"))).isFile();
  } catch {
    return false;
  }
}
