import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { hubDecoder } from "../../../src/hub/decode";
import type { OpenIndex } from "../../../src/store/open-index";
import { needsRecorded, recordedPath } from "../../harness/recorded/recorded-data";
import { openTestIndex } from "../store/test-index";

const subset = "tables/hub_2024-07_lineage_subset.jsonl.gz";

const unpack = (name: string) => gunzipSync(readFileSync(recordedPath(name))).toString("utf8");
const bytes = (text: string) => new TextEncoder().encode(text);

/** Lines of the census by model id, and how an id is found that is written in other letters or without a namespace. */
interface Census {
  readonly lines: ReadonlyMap<string, string>;
  readonly meant: (id: string) => string | undefined;
}

function readCensus(): Census {
  const lines = new Map<string, string>();
  for (const line of unpack(subset).trimEnd().split("\n")) {
    lines.set(/^\{"id":"([^"]+)"/.exec(line)?.[1] ?? "", line);
  }
  const lower = new Map([...lines.keys()].map(id => [id.toLowerCase(), id]));
  // Which model an old name means is a guess of the recording; here it plays the Hub's redirect.
  const legacy: { items: { legacy_id: string; candidate: string | null }[] } = JSON.parse(
    unpack("tables/legacy_unnamespaced_parents.json.gz"),
  );
  const renamed = new Map(legacy.items.map(item => [item.legacy_id, item.candidate ?? undefined]));
  return { lines, meant: id => renamed.get(id) ?? lower.get(id.toLowerCase()) };
}

async function putAll(index: OpenIndex, { lines }: Census): Promise<void> {
  const all = [...lines.values()];
  for (let at = 0; at < all.length; at += 5000) {
    const body = bytes(`[${all.slice(at, at + 5000).join(",")}]`);
    await index.putChildren({ parent: "author:census", body, at: 1, last: at + 5000 >= all.length });
  }
}

/** Asks for every parent that nobody has read, as an indexing job does, with the census as the Hub. */
async function resolveParents(
  index: OpenIndex,
  census: Census,
): Promise<{ resolved: number; missing: number }> {
  const sql = `SELECT e.parent FROM edges AS e LEFT JOIN models AS m ON m.id = e.parent
    WHERE m.id IS NULL GROUP BY e.parent`;
  const { rows } = await index.query({ sql, limit: 100_000 });
  let resolved = 0;
  for (const [parent] of rows) {
    const asked = String(parent);
    const id = census.meant(asked);
    if (id === undefined) {
      await index.putFailure({ id: asked, reason: "missing-or-private", at: 2 });
      continue;
    }
    // A model that the subset of the census lacks has at least its id.
    const body = bytes(census.lines.get(id) ?? JSON.stringify({ id }));
    await index.putModel({ asked, body, at: 2, moved: true });
    resolved++;
  }
  return { resolved, missing: rows.length - resolved };
}

test(
  "every odd parent in the whole census is resolved or reported, and no walk breaks",
  needsRecorded(subset),
  async t => {
    const census = readCensus();
    const index = await openTestIndex({ decoder: hubDecoder });
    const began = performance.now();
    await putAll(index, census);
    assert.equal((await index.status()).models, census.lines.size);
    const { resolved, missing } = await resolveParents(index, census);
    const { counts, items } = await index.anomalies({ limit: 1_000 });
    t.diagnostic(`${resolved} ids resolved, ${missing} missing; ${JSON.stringify(counts)}`);

    // Self-references and cycles grow when ids that mean the same are one: the recording compared them as written.
    assert.ok(counts["self-reference"] >= 665, `${counts["self-reference"]} self-references`);
    assert.ok(counts.cycle >= 7, `${counts.cycle} cycles`);
    // A few models that are meant in other letters, or by an old name, are not in the recorded subset: missing here.
    const odd = counts["letter-case"] + counts["renamed-parent"] + counts["missing-parent"];
    assert.equal(odd, 700 + 16_547 + 3_999, "every recorded odd parent is resolved or reported, once");
    assert.ok(counts["letter-case"] > 600 && counts["renamed-parent"] > 16_000, "most of them are resolved");
    assert.equal(counts["white-space"], 2);
    const unresolved = `SELECT count(*) FROM edges AS e LEFT JOIN models AS m ON m.id = e.parent
    LEFT JOIN aliases AS a ON a.old = e.parent LEFT JOIN failures AS f ON f.id = e.parent
    WHERE m.id IS NULL AND a.old IS NULL AND f.id IS NULL`;
    assert.deepEqual(
      (await index.query({ sql: unresolved, limit: 1 })).rows,
      [[0]],
      "edges that lead nowhere",
    );
    const bare = `SELECT count(*) FROM edges AS e WHERE instr(e.parent, '/') = 0
    AND e.parent NOT IN (SELECT old FROM aliases) AND e.parent NOT IN (SELECT id FROM failures)
    AND e.parent NOT IN (SELECT id FROM models)`;
    assert.deepEqual((await index.query({ sql: bare, limit: 1 })).rows, [[0]], "parents without a namespace");

    const anomalies: Record<string, { items: unknown[] }> = JSON.parse(
      unpack("tables/hub_2024-07_lineage_anomalies.json.gz"),
    );
    const ids = (name: string) =>
      (anomalies[name]?.items ?? []).map(item => String(Array.isArray(item) ? item[0] : item));
    const starts = new Set([
      ...["cycles", "deepest_chains", "case_mismatch"].flatMap(ids),
      ...["self_loop", "many_parents"].flatMap(name => ids(name).slice(0, 50)),
      ...ids("top_fanout").slice(0, 8),
      ...items.filter(({ kind }) => kind === "cycle").map(({ model }) => model),
    ]);
    let members = 0;
    for (const id of starts) {
      const { root } = await index.work({
        kind: "family",
        root: id,
        cards: false,
        storage: false,
        freshFrom: 0,
        emptyFreshFrom: 0,
        cardsFreshFrom: 0,
        goneFreshFrom: 0,
        isSignedIn: false,
        except: [],
        limit: 1,
      });
      const family = await index.family({ id: root, down: 2 });
      assert.equal(
        new Set(family.models.map(model => model.id)).size,
        family.models.length,
        `twice under ${id}`,
      );
      members += family.models.length;
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    t.diagnostic(`${starts.size} walks over ${members} models, ${seconds} s in all`);
    await index.close();
  },
);
