import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { sampled } from "../../../harness/suites/long-runs";
import {
  assertAllThere,
  assertSound,
  buildIndexer,
  openFolder,
  type Report,
  startIndexer,
  temporaryFolder,
} from "./indexer-job";

const place = mkdtempSync(join(tmpdir(), "hub-lineage-kill-"));
let program = "";

before(async () => {
  program = await buildIndexer(place);
});
after(() => rmSync(place, { recursive: true, force: true }));

/** Reproducible random numbers from 0 to 1 (a linear congruential generator with the Numerical Recipes constants). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** Repeatedly kills an indexer on one index and checks the index each time; the reports accumulate. */
async function killOften(folder: string, kills: number, seed: number) {
  const next = chance(seed);
  const job = { folder, writer: "w", families: 10_000, pages: 3, rank: 0, foldAtBytes: 30_000 };
  const all: { pages: Report["pages"][number][]; indexed: number[] } = { pages: [], indexed: [] };
  let compared = 0;
  for (let kill = 0; kill < kills; kill++) {
    const from = Math.max(-1, ...all.pages.map(([number]) => number)) + 1;
    const indexer = startIndexer(program, { ...job, from });
    await indexer.said(1 + Math.floor(next() * 12));
    await pause(next() * 30);
    indexer.child.kill("SIGKILL");
    const report = await indexer.ended;
    assert.equal(indexer.errors(), "");
    all.pages.push(...report.pages);
    all.indexed.push(...report.indexed);
    const index = await openFolder(folder);
    assert.equal((await index.status()).notice, null, "a kill should leave no damage");
    compared = await assertAllThere(index, job, { ...all, steps: null });
    // Closing a large index does not fold it; after a kill it must still be foldable.
    assert.equal(await index.fold(), "done");
    await index.close();
    await assertSound(folder);
  }
  return { models: compared, families: all.indexed.length, pages: all.pages.length };
}

test("what was reported as indexed survives SIGKILL at any moment", async t => {
  const kills = sampled(t, "kills", 3, 200);
  const onEach = kills === 200 ? 10 : 3;
  const total = { models: 0, families: 0, pages: 0 };
  const began = performance.now();
  // Several kills on each index, and two indexes at a time.
  let begun = 0;
  const lane = async () => {
    for (let at = begun++; at < kills / onEach; at = begun++) {
      const figures = await killOften(temporaryFolder(t), onEach, 7 + at);
      for (const what of ["models", "families", "pages"] as const) total[what] += figures[what];
    }
  };
  await Promise.all([lane(), lane()]);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  t.diagnostic(
    `${kills} kills, ${total.families} families and ${total.pages} pages reported, ${total.models} models found, 0 lost, ${seconds} s`,
  );
  // A family has three pages.
  assert.ok(total.pages > 3 * kills, "the kills should come in the middle of work");
});
