import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { sampled } from "../../../harness/suites/long-runs";
import {
  assertAllThere,
  assertSound,
  buildIndexer,
  type Job,
  openFolder,
  startIndexer,
  temporaryFolder,
} from "./indexer-job";

const place = mkdtempSync(join(tmpdir(), "hub-lineage-steps-"));
let program = "";

before(async () => {
  program = await buildIndexer(place);
});
after(() => rmSync(place, { recursive: true, force: true }));

/** An index with a database and the segment of a process that was killed before it folded. */
async function prepare(folder: string): Promise<Job> {
  const job = { folder, writer: "dead", from: 0, families: 2, pages: 2, rank: 0, wasm: "" };
  const first = startIndexer(program, { ...job, foldEach: true });
  await first.heard("indexed");
  first.child.kill("SIGKILL");
  await first.ended;
  const second = startIndexer(program, { ...job, foldAtBytes: 1e9 });
  await second.heard("done");
  second.child.kill("SIGKILL");
  await second.ended;
  return job;
}

test("a kill between any two steps of saving and folding loses nothing", async t => {
  const prepared = temporaryFolder(t);
  const dead = await prepare(prepared);
  const work = { writer: "w", from: 0, families: 2, pages: 2, rank: 1, foldEach: true };
  const run = async (dieAt: number) => {
    const folder = temporaryFolder(t);
    cpSync(prepared, folder, { recursive: true });
    const indexer = startIndexer(program, { ...work, folder, dieAt });
    indexer.child.stdin?.end();
    const report = await indexer.ended;
    assert.equal(indexer.errors(), "");
    return { folder, report };
  };
  // Steps count from 1, so this one is not killed.
  const all = (await run(0)).report.steps ?? 0;
  assert.ok(all > 30, `the folds should have many steps, not ${all}`);
  const tried = sampled(t, "steps on files", 4, all);
  const waiting = Array.from({ length: tried }, (_, at) => 1 + Math.floor((at * all) / tried));
  const lane = async () => {
    for (let dieAt = waiting.shift(); dieAt !== undefined; dieAt = waiting.shift()) {
      const { folder, report } = await run(dieAt);
      const index = await openFolder(folder);
      assert.equal((await index.status()).notice, null, `killed before step ${dieAt}`);
      await assertAllThere(index, dead, { pages: [], indexed: [0, 1], steps: null });
      await assertAllThere(index, work, report);
      await index.close();
      await assertSound(folder);
    }
  };
  await Promise.all([lane(), lane()]);
  t.diagnostic(`killed before each of ${tried} of ${all} steps on files, 0 lost`);
});
