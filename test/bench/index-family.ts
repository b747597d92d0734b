import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { IndexJob } from "../../src/app/index/index-job";
import { createHubClients } from "../../src/hub/client";
import { hubDecoder } from "../../src/hub/decode";
import { type OpenIndex, openIndex } from "../../src/store/open-index";
import type { BenchRow } from "../harness/bench-row";
import { runInNewerNode } from "../harness/engines";
import { repoRoot } from "../harness/root";
import { testEnvironment } from "../harness/test-environment";
import { memoryFiles } from "../unit/store/test-index";

/** What this bench measures. */
export const title = "Indexing a family from a Hub on loopback, and walks over a family of 30,000 models";

const root = "HuggingFaceTB/SmolLM2-1.7B";
const large = 30_000;
const depth = 40;

/** Runs the bench and answers its figures. */
export async function run(): Promise<readonly BenchRow[]> {
  return [...(await indexing()), ...(await walking())];
}

function emptyIndex(): Promise<OpenIndex> {
  return openIndex({
    wasm: readFileSync(join(repoRoot(), "node_modules/sql.js/dist/sql-wasm.wasm")),
    files: memoryFiles(),
    decoder: hubDecoder,
    schedule: () => () => undefined,
  });
}

/** A real family from a Hub in a process of its own, compared with the same requests without an index. */
async function indexing(): Promise<readonly BenchRow[]> {
  const program = join(repoRoot(), "out/hub/serve.js");
  const hub = spawn(process.execPath, [program, "--quiet"], {
    env: testEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(createInterface(hub.stdout), "line")) as [string];
    const endpoint = /http:\S+/.exec(line)?.[0] ?? "";
    const addresses: string[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      addresses.push(String(input));
      return globalThis.fetch(input, init);
    };
    const clients = createHubClients({
      endpoint: () => endpoint,
      token: async () => null,
      offline: () => false,
      fetch: (url, init) => fetch(url, init),
    });
    const index = await emptyIndex();
    const { ms, value } = await timed(() =>
      new IndexJob(
        { hub: clients.hub, index, clock: Date.now, maxAgeMs: () => 1e9 },
        { kind: "family", root },
      ).run(),
    );
    await index.close();
    const bare = await timed(() => fetchAll(addresses));
    const { models } = value.extent;
    return [
      beside(
        "models indexed per second (vs. bare requests)",
        models / (ms / 1000),
        "models/s",
        models / (bare.ms / 1000),
      ),
      { what: `requests for ${models} models`, value: addresses.length, unit: "requests" },
    ];
  } finally {
    hub.kill();
  }
}

async function fetchAll(addresses: readonly string[]): Promise<void> {
  let at = 0;
  const lane = async (): Promise<void> => {
    for (let url = addresses[at++]; url !== undefined; url = addresses[at++]) {
      const response = await fetch(url);
      JSON.parse(await response.text());
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

interface Made {
  readonly id: string;
  readonly parent: string | null;
}

/** A tree like those of the Hub: most models under the root, and one chain of 40. */
function madeTree(): Made[] {
  const name = (at: number) => (at === 0 ? "made/root" : `made-${at % 991}/model-${at}`);
  return Array.from({ length: large }, (_, at) => {
    if (at === 0) return { id: name(0), parent: null };
    if (at < depth) return { id: name(at), parent: name(at - 1) };
    return { id: name(at), parent: name(at < large / 2 ? 0 : at >> 4) };
  });
}

/** The tree as a Hub lists it, a thousand models on a page. */
function pagesOf(tree: readonly Made[]): readonly string[] {
  return Array.from({ length: Math.ceil(tree.length / 1000) }, (_, at) =>
    JSON.stringify(
      tree.slice(at * 1000, at * 1000 + 1000).map(({ id, parent }) => ({
        id,
        downloads: id.length,
        tags: parent === null ? [] : [`base_model:${parent}`, `base_model:finetune:${parent}`],
      })),
    ),
  );
}

async function walking(): Promise<readonly BenchRow[]> {
  const tree = madeTree();
  const leaf = tree[depth - 1]?.id ?? "";
  const index = await emptyIndex();
  const pages = pagesOf(tree);
  const filling = await timed(async () => {
    for (const page of pages) {
      const body = new TextEncoder().encode(page);
      await index.putChildren({ parent: "author:made", body, at: 1, last: false });
    }
  });
  const up = await best(() => index.family({ id: leaf, down: 0 }));
  const down = await best(() => index.family({ id: "made/root", up: 0 }));
  const plan = await best(() =>
    index.work({
      kind: "family",
      root: "made/root",
      cards: false,
      storage: false,
      freshFrom: 0,
      emptyFreshFrom: 0,
      cardsFreshFrom: 0,
      goneFreshFrom: 0,
      isSignedIn: false,
      except: [],
      limit: 500,
    }),
  );
  await index.close();
  const maps = plainMaps(tree);
  const plainUp = await best(async () => climb(maps.parents, leaf));
  const plainDown = await best(async () => descend(maps.children, "made/root"));
  const rows = [
    {
      what: `stored ${large} models from pages of 1,000`,
      value: large / (filling.ms / 1000),
      unit: "models/s",
    },
    beside(`${depth - 1} ancestors (vs. plain maps)`, up, "ms", plainUp),
    beside(`${large} descendants with facts (vs. plain maps)`, down, "ms", plainDown),
    { what: "planning the remaining requests", value: plan, unit: "ms" },
  ];
  return [...rows, ...inNodeSqlite(pages, leaf, { store: filling.ms, up, down })];
}

function plainMaps(tree: readonly Made[]): { parents: Map<string, string>; children: Map<string, string[]> } {
  const parents = new Map<string, string>();
  const children = new Map<string, string[]>();
  for (const { id, parent } of tree) {
    if (parent === null) continue;
    parents.set(id, parent);
    const siblings = children.get(parent);
    if (siblings) siblings.push(id);
    else children.set(parent, [id]);
  }
  return { parents, children };
}

function climb(parents: ReadonlyMap<string, string>, start: string): number {
  let levels = 0;
  for (let id = parents.get(start); id !== undefined; id = parents.get(id)) levels++;
  return levels;
}

function descend(children: ReadonlyMap<string, readonly string[]>, start: string): number {
  const seen = new Set([start]);
  for (const id of seen) for (const child of children.get(id) ?? []) seen.add(child);
  return seen.size;
}

/** The same pages stored, and the same walks, in the SQLite that newer versions of Node bring; times in ms. */
interface Rival {
  readonly store: number;
  readonly up: number;
  readonly down: number;
}

const rivalProgram = `
const { DatabaseSync } = require("node:sqlite");
const pages = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
const database = new DatabaseSync(":memory:");
database.exec("CREATE TABLE models (id TEXT PRIMARY KEY, downloads INTEGER) WITHOUT ROWID; CREATE TABLE edges (child TEXT, parent TEXT, relation TEXT, PRIMARY KEY (child, parent)) WITHOUT ROWID; CREATE INDEX p ON edges (parent, relation)");
const timed = work => { const begin = performance.now(); work(); return performance.now() - begin; };
const best = work => Math.min(...Array.from({ length: 5 }, () => timed(work)));
const model = database.prepare("INSERT OR REPLACE INTO models VALUES (?, ?)");
const drop = database.prepare("DELETE FROM edges WHERE child = ?");
const edge = database.prepare("INSERT INTO edges VALUES (?, ?, ?)");
const store = timed(() => {
  for (const page of pages) {
    database.exec("BEGIN");
    for (const { id, downloads, tags } of JSON.parse(page)) {
      model.run(id, downloads);
      drop.run(id);
      const tag = tags.find(each => each.startsWith("base_model:finetune:"));
      if (tag) edge.run(id, tag.slice("base_model:finetune:".length), "finetune");
    }
    database.exec("COMMIT");
  }
});
const walk = (from, to) => database.prepare("WITH RECURSIVE walk (id) AS (VALUES (?) UNION SELECT e." + to + " FROM walk JOIN edges AS e ON e." + from + " = walk.id) SELECT m.* FROM walk JOIN models AS m USING (id)");
const [climb, descend] = [walk("child", "parent"), walk("parent", "child")];
console.log(JSON.stringify({ store, up: best(() => climb.all(process.argv[2])), down: best(() => descend.all(process.argv[3])) }));
`;

function inNodeSqlite(pages: readonly string[], leaf: string, ours: Rival): readonly BenchRow[] {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-bench-"));
  try {
    const file = join(folder, "pages.json");
    writeFileSync(file, JSON.stringify(pages));
    const rival = runInNewerNode<Rival>(rivalProgram, [file, leaf, "made/root"]);
    if (rival === null) return [];
    return [
      beside(`store ${large} models (vs. node:sqlite)`, ours.store, "ms", rival.store),
      beside("ancestors with facts (vs. node:sqlite)", ours.up, "ms", rival.up),
      beside("descendants with facts (vs. node:sqlite)", ours.down, "ms", rival.down),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function beside(what: string, value: number, unit: string, other: number): BenchRow {
  return { what, value, unit, beside: other, ratio: value / other };
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
}

/** The shortest of five runs, in ms: the others were disturbed. */
async function best(work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 5; turn++) least = Math.min(least, (await timed(work)).ms);
  return least;
}
