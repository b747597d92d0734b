import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import type { DecodedModel } from "../../../../src/app/ports/decoder-ports";
import { folderFiles } from "../../../../src/platform/node-files";
import { loadSqlite } from "../../../../src/store/database";
import type { OpenIndex } from "../../../../src/store/open-index";
import { repoRoot } from "../../../harness/root";
import { decoded, openTestIndex, wasm } from "../test-index";

/** What the program `indexer` does: families `from`, `from + 1`, … of a writer, each in so many pages. */
export interface Job {
  readonly folder: string;
  readonly wasm: string;
  readonly writer: string;
  readonly from: number;
  readonly families: number;
  readonly pages: number;
  readonly rank: number;
  readonly foldAtBytes?: number;
  /** Folds after each family. */
  readonly foldEach?: boolean;
  /** The file operation before which it dies. */
  readonly dieAt?: number;
}

const pageSize = 20;

/** A model that every writer writes; the highest-ranked writer does so last. */
export const sharedId = "shared/model";

/** The model that a writer of this rank stores under the shared id. */
export function sharedBody(rank: number): DecodedModel {
  return decoded(sharedId, [], { license: `rank-${rank}` });
}

/** The number of children in each family of a job. */
export function pagesOf({ pages }: Pick<Job, "pages">): number {
  return pages * pageSize;
}

/** The root of a family. */
export function rootOf(writer: string, number: number): string {
  return `${writer}/root-${number}`;
}

/** The root's own answer. */
export function rootBody(writer: string, number: number): DecodedModel {
  return decoded(rootOf(writer, number), [], { license: "mit", likes: number });
}

/** A page of a family's children. */
export function pageBody(writer: string, number: number, page: number): DecodedModel[] {
  return Array.from({ length: pageSize }, (_, i) =>
    decoded(`${writer}/child-${number}-${page}-${i}`, [rootOf(writer, number)], {
      license: "apache-2.0",
      downloads: number * 10_000 + page * 100 + i,
      languages: ["en", "de"],
    }),
  );
}

/** What an indexer printed before it exited. */
export interface Report {
  readonly pages: readonly (readonly [number, number])[];
  readonly indexed: readonly number[];
  readonly steps: number | null;
}

interface Line {
  readonly page?: readonly [number, number];
  readonly indexed?: number;
  readonly steps?: number;
  readonly [word: string]: unknown;
}

/** A running indexer. */
export interface Indexer {
  readonly child: ChildProcess;
  readonly errors: () => string;
  /** Resolves when a line with the word is printed; rejects if it exits first. */
  heard(word: string): Promise<Line>;
  /** Resolves when it has printed that many lines; rejects if it exits first. */
  said(lines: number): Promise<void>;
  /** Resolves with its output once it exits. */
  readonly ended: Promise<Report>;
}

/** Builds the program into a folder. */
export async function buildIndexer(folder: string): Promise<string> {
  const outfile = join(folder, "indexer.cjs");
  await build({
    absWorkingDir: repoRoot(),
    entryPoints: ["test/unit/store/log/indexer.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "silent",
    external: ["esbuild"],
  });
  return outfile;
}

/** Starts the program on a job. */
export function startIndexer(program: string, job: Omit<Job, "wasm">): Indexer {
  const place = join(repoRoot(), "node_modules/sql.js/dist/sql-wasm.wasm");
  const child = spawn(process.execPath, [program, JSON.stringify({ ...job, wasm: place })], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, NODE_PATH: join(repoRoot(), "node_modules") },
  });
  child.stdin.on("error", () => undefined);
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  createInterface({ input: child.stdout }).on("line", text => {
    lines.push(JSON.parse(text));
    for (const look of waiting) look();
  });
  const closed = once(child, "close");
  const until = <T>(what: string, find: () => T | undefined) =>
    new Promise<T>((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      closed.then(() => reject(new Error(`The indexer ended without saying ${what}. ${errors}`)), reject);
      look();
    });
  const heard = (word: string) => until(word, () => lines.find(line => word in line));
  const said = async (count: number) => void (await until(`${count} lines`, () => lines[count - 1]));
  const ended = closed.then(() => ({
    pages: lines.flatMap(line => (line.page ? [line.page] : [])),
    indexed: lines.flatMap(line => (line.indexed === undefined ? [] : [line.indexed - 1])),
    steps: lines.find(line => line.steps !== undefined)?.steps ?? null,
  }));
  return { child, errors: () => errors, heard, said, ended };
}

/** An index in a folder, as a later process opens it. */
export function openFolder(folder: string): Promise<OpenIndex> {
  return openTestIndex({ files: folderFiles(folder), now: () => 0 });
}

async function isComplete(index: OpenIndex, root: string): Promise<boolean> {
  const [found] = await index.lookup([root]);
  return found?.state === "known" && found.entry.childrenAt !== null;
}

/**
 * Asserts that everything that a writer reported is in the index, whole, and that what it did not come to report is
 * there whole or not at all. Answers how many models were compared.
 */
export async function assertAllThere(
  index: OpenIndex,
  { writer, pages }: Pick<Job, "writer" | "pages">,
  report: Report,
): Promise<number> {
  let models = 0;
  const numbers = new Set([...report.pages.map(([number]) => number), ...report.indexed]);
  for (const number of [...numbers, Math.max(-1, ...numbers) + 1]) {
    const isWhole = await isComplete(index, rootOf(writer, number));
    if (report.indexed.includes(number))
      assert.ok(isWhole, `family ${number} of ${writer} was reported; its list should be complete`);
    if (numbers.has(number))
      assert.equal((await index.card(rootOf(writer, number)))?.text, `# ${rootOf(writer, number)}`);
    for (let page = 0; page < pages; page++) {
      const wasSaid = report.pages.some(([n, p]) => n === number && p === page);
      const wanted = pageBody(writer, number, page);
      const found = await index.lookup(wanted.map(({ model }) => model.id));
      const known = found.flatMap(answer => (answer.state === "known" ? [answer.entry] : []));
      const least = wasSaid || isWhole ? wanted.length : 0;
      assert.ok(
        known.length === wanted.length || known.length === least,
        `page ${page} of family ${number} of ${writer} should be there${least ? "" : " or not"}, but ${known.length} models are`,
      );
      if (known.length === 0) continue;
      models += known.length;
      assert.deepEqual(
        known.map(entry => entry.model),
        wanted.map(({ model }) => model),
        "every model should have all its traits",
      );
      assert.ok(known.every(entry => entry.parents.length === 1));
    }
  }
  return models;
}

/** Asserts that the saved database is sound, and that nothing else is left once the lock was taken and given back. */
export async function assertSound(folder: string): Promise<void> {
  const files = folderFiles(folder);
  const saved = await files.read();
  if (saved !== null) {
    const database = (await loadSqlite(wasm()))(saved.bytes);
    assert.equal(database.value("PRAGMA integrity_check"), "ok");
    database.close();
  }
  assert.equal(await files.alone(async () => true), true, "the lock of a killed process should be free");
  const wanted = saved === null ? [] : ["index.sqlite"];
  const found = readdirSync(folder).filter(name => name !== "segments");
  assert.deepEqual(found, wanted, "what a killed process left should be gone");
  const segments = join(folder, "segments");
  assert.deepEqual(existsSync(segments) ? readdirSync(segments) : [], [], "the log should be folded");
}

/** A folder that is removed after the test. */
export function temporaryFolder(t: { after(done: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-store-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
