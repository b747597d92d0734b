import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderFiles } from "../../src/platform/node-files";
import { loadSqlite } from "../../src/store/database";
import { type OpenIndex, openIndex } from "../../src/store/open-index";
import type { BenchRow } from "../harness/bench-row";
import { runInNewerNode } from "../harness/engines";
import { repoRoot } from "../harness/root";
import { testEnvironment } from "../harness/test-environment";
import { body, decoded, jsonDecoder, wasm } from "../unit/store/test-index";

/** What this bench measures. */
export const title =
  "Saving one changed model, opening and folding, in an index of 100,000 models on this disk (medians)";

const families = 100;
const familySize = 1_000;
const rounds = 15;

const traits = (number: number) => ({
  license: number % 3 ? "apache-2.0" : "llama3",
  languages: ["en", "de", "zh"].slice(0, 1 + (number % 3)),
  task: "text-generation",
  library: "transformers",
  datasets: [`maker-${number % 97}/dataset`],
  downloads: number * 7,
  likes: number % 100,
  createdAt: "2024-02-03T04:05:06.000Z",
  lastModified: "2024-06-07T08:09:10.000Z",
  gated: false as const,
});

const idOf = (family: number, number: number) => `maker-${number % 977}/model-${family}-${number}`;

function openFolder(folder: string): Promise<OpenIndex> {
  // Folds only when told to, so that one is measured when it is meant to be.
  return openIndex({ wasm: wasm(), files: folderFiles(folder), decoder: jsonDecoder, foldAtBytes: 1e12 });
}

async function fill(index: OpenIndex): Promise<void> {
  for (let family = 0; family < families; family++) {
    const root = `maker-0/root-${family}`;
    const page = Array.from({ length: familySize }, (_, number) =>
      decoded(idOf(family, number), [root], traits(number)),
    );
    await index.putChildren({ parent: root, body: body(page), at: 1_000, last: true });
  }
}

async function change(index: OpenIndex, number: number): Promise<void> {
  const answer = decoded(idOf(number % families, number), [`maker-0/root-${number % families}`], {
    ...traits(number),
    likes: 1_000_000 + number,
  });
  await index.putModel({ asked: answer.model.id, body: body(answer), at: 2_000 + number });
}

async function milliseconds(work: () => unknown): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

async function median(times: number, work: (round: number) => Promise<number>): Promise<number> {
  const figures: number[] = [];
  for (let round = 0; round < times; round++) figures.push(await work(round));
  return figures.toSorted((a, b) => a - b)[times >> 1] ?? Number.NaN;
}

function logBytes(folder: string): number {
  const segments = join(folder, "segments");
  return readdirSync(segments).reduce((sum, name) => sum + statSync(join(segments, name)).size, 0);
}

async function writePlainly(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, "w");
  await handle.writeFile(bytes);
  await handle.sync();
  await handle.close();
}

const kilobytes = (bytes: number) => bytes / 1024;

/** What node:sqlite takes for the same changes in the same file, in ms and bytes. */
interface Rival {
  readonly save: number;
  readonly bytes: number;
  readonly open: number;
  readonly fold: number;
  /** Bytes that its process took at the peak of opening, one family and one change. */
  readonly memory: number;
}

const rivalProgram = `
const { DatabaseSync } = require("node:sqlite");
const { statSync } = require("node:fs");
const [path, rounds, changes] = [process.argv[1], Number(process.argv[2]), Number(process.argv[3])];
const time = work => { const begin = performance.now(); work(); return performance.now() - begin; };
const median = figures => figures.sort((a, b) => a - b)[figures.length >> 1];
let database;
const reopen = () => { database?.close(); database = new DatabaseSync(path); database.prepare("SELECT count(*) FROM children_lists").get(); };
reopen();
const open = median(Array.from({ length: 5 }, () => time(reopen)));
database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0");
const ids = database.prepare("SELECT id FROM models ORDER BY id LIMIT 5000").all();
const put = database.prepare("UPDATE models SET likes = ?, fetched_at = ? WHERE id = ?");
const parents = database.prepare("SELECT parent, relation FROM edges WHERE child = ?");
const drop = database.prepare("DELETE FROM edges WHERE child = ?");
const add = database.prepare("INSERT INTO edges (child, parent, relation) VALUES (?, ?, ?)");
const family = database.prepare("WITH RECURSIVE down (id) AS (VALUES ('maker-0/root-7') UNION SELECT e.child FROM down JOIN edges AS e ON e.parent = down.id) SELECT m.* FROM down JOIN models AS m USING (id)");
family.all();
let number = 0;
const change = () => {
  const { id } = ids[(number++ * 37) % ids.length];
  put.run(1000000 + number, 2000 + number, id);
  const before = parents.all(id);
  drop.run(id);
  for (const { parent, relation } of before) add.run(id, parent, relation);
};
const save = () => { database.exec("BEGIN"); change(); database.exec("COMMIT"); };
save();
const memory = process.resourceUsage().maxRSS * 1024;
const size = () => statSync(path + "-wal").size;
const before = size();
const times = Array.from({ length: rounds }, () => time(save));
const bytes = (size() - before) / rounds;
database.exec("BEGIN"); for (let i = 0; i < changes; i++) change(); database.exec("COMMIT");
const fold = time(() => database.exec("PRAGMA wal_checkpoint(TRUNCATE)"));
database.close();
console.log(JSON.stringify({ save: median(times), bytes, open, fold, memory }));
`;

function runRival(path: string, changes: number): Rival | null {
  return runInNewerNode<Rival>(rivalProgram, [path, String(rounds), String(changes)]);
}

function beside(what: string, unit: string, value: number, other: number): BenchRow {
  return { what, value, unit, beside: other, ratio: value / other };
}

/** Figures of our own on a folder with a saved index; `plain` is the same work with the whole file. */
async function measure(folder: string, changes: number) {
  const opening = await median(5, async () => {
    let index: OpenIndex | null = null;
    const figure = await milliseconds(async () => {
      index = await openFolder(folder);
    });
    await (index as OpenIndex | null)?.close();
    return figure;
  });
  const index = await openFolder(folder);
  await change(index, 0);
  await index.save();
  const before = logBytes(folder);
  const saving = await median(rounds, round =>
    milliseconds(async () => {
      await change(index, 1 + round);
      await index.save();
    }),
  );
  const bytes = (logBytes(folder) - before) / rounds;
  for (let number = 0; number < changes; number++) await change(index, number);
  await index.save();
  const replaying = await milliseconds(async () => (await openFolder(folder)).close());
  const folding = await milliseconds(() => index.fold());
  await index.close();
  return { opening, saving, bytes, replaying, folding };
}

/** The same for an index in a process that does what the worker does, and nothing else; Node's own part is in it. */
function measureMemory(folder: string): number {
  const program = join(repoRoot(), "out/bench/inside/index-memory.js");
  const outcome = spawnSync(process.execPath, [program, folder], { env: testEnvironment() });
  if (outcome.status !== 0) throw new Error(`The memory was not measured: ${outcome.stderr.toString()}`);
  return Number(outcome.stdout.toString());
}

async function measurePlain(folder: string, saved: Uint8Array) {
  const database = (await loadSqlite(wasm()))(saved);
  const path = join(folder, "plain.sqlite");
  const saving = await median(5, () => milliseconds(() => writePlainly(path, database.bytes())));
  database.close();
  const opening = await median(5, () =>
    milliseconds(async () => {
      const handle = await open(path);
      const bytes = await handle.readFile();
      await handle.close();
      (await loadSqlite(wasm()))(bytes).close();
    }),
  );
  return { saving, opening, bytes: statSync(path).size };
}

/** Runs the bench in a temporary folder. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  try {
    const changes = 2_000;
    const index = await openFolder(folder);
    const indexing = await milliseconds(async () => {
      await fill(index);
      await index.save();
    });
    await index.fold();
    await index.close();
    const path = join(folder, "rival.sqlite");
    cpSync(join(folder, "index.sqlite"), path);
    const saved = (await folderFiles(folder).read())?.bytes ?? new Uint8Array();
    const memory = measureMemory(folder);
    const ours = await measure(folder, changes);
    const plain = await measurePlain(folder, saved);
    const rows: BenchRow[] = [
      { what: "put 100,000 models and save them in the log", value: indexing, unit: "ms" },
      beside("save one change, compared with the whole file", "ms", ours.saving, plain.saving),
      beside(
        "bytes of that save, compared with the whole file",
        "KB",
        kilobytes(ours.bytes),
        kilobytes(plain.bytes),
      ),
      beside("open and check, compared with the file read plainly", "ms", ours.opening, plain.opening),
      { what: `open with ${changes} changes in the log, and close`, value: ours.replaying, unit: "ms" },
      beside(
        "peak memory to open, read a family and save a change, compared with the file",
        "MB",
        memory / 1e6,
        plain.bytes / 1e6,
      ),
      beside(`fold ${changes} changes, compared with the whole file`, "ms", ours.folding, plain.saving),
    ];
    const rival = runRival(path, changes);
    if (rival === null) return rows;
    return [
      ...rows,
      beside(
        "save one change, compared with node:sqlite (WAL, synchronous FULL)",
        "ms",
        ours.saving,
        rival.save,
      ),
      beside(
        "bytes of that save, compared with its WAL",
        "KB",
        kilobytes(ours.bytes),
        kilobytes(rival.bytes),
      ),
      beside("open, compared with node:sqlite", "ms", ours.opening, rival.open),
      beside("fold, compared with its checkpoint", "ms", ours.folding, rival.fold),
      beside("peak memory, compared with node:sqlite", "MB", memory / 1e6, rival.memory / 1e6),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
