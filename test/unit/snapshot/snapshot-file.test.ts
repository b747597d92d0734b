import assert from "node:assert/strict";
import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { crc32 } from "../../../src/columns/checksum";
import { packedId } from "../../../src/columns/id-builder";
import { lineageColumns } from "../../../src/columns/snapshot-columns";
import { levenshtein } from "../../../src/lineage/levenshtein";
import { bareModel } from "../../../src/lineage/model";
import { readSnapshot } from "../../../src/snapshot/import/read-snapshot";
import { openSnapshotTable } from "../../../src/snapshot/import/snapshot-table";
import { openSnapshot } from "../../../src/snapshot/open-snapshot";
import { saveSnapshot } from "../../../src/snapshot/save-snapshot";
import { encodeSnapshot } from "../../../src/snapshot/snapshot-file";
import { SnapshotReader } from "../../../src/snapshot/snapshot-reader";
import { toSections } from "../../../src/snapshot/snapshot-sections";
import { metadataDocuments } from "../../../src/statistics/text/documents";
import { qwenPair } from "../../golden/figures";
import { loadAll } from "../../harness/recorded/load-columns";
import { longOnly } from "../../harness/suites/long-runs";
import { inMemory, listingColumns, parquetOf, type SnapshotRow } from "./import/parquet-rows";
import { familyRows, importRows, withSnapshotFiles } from "./snapshot-stage";

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("an import reports what it read and what it left out", () =>
  withSnapshotFiles(async files => {
    const facts = await importRows(files, familyRows);
    assert.equal(facts.models, 5);
    // tuned → base, merged → tuned, Straße → merged, and self → self; what only a card names is no edge.
    assert.equal(facts.edges, 4);
    assert.deepEqual(facts.skipped, {
      withoutId: 1,
      duplicates: 1,
      damaged: 0,
      first: { unit: "row", number: 6 },
    });
    assert.equal(facts.takenAt, Date.parse("2024-07-01T00:00:00Z"));
  }));

test("the columns of a reopened snapshot hold every value of the table", () =>
  withSnapshotFiles(async files => {
    await importRows(files, familyRows);
    const snapshot = await openSnapshot(files);
    assert.ok(snapshot);
    const columns = lineageColumns(snapshot.columns(), decode);
    const ids = Array.from({ length: columns.models }, (_, model) => columns.id(model));
    assert.deepEqual(ids, ["maker/base", "maker/tuned", "maker/merged", "maker/self", "maker/Straße"]);
    const { license, language, task, tag } = columns.traits;
    assert.ok(license?.kind === "list" && language?.kind === "list" && task?.kind === "single" && tag);
    const listed = (trait: typeof license) =>
      ids.map((_, model) =>
        [...trait.codes.subarray(trait.starts[model], trait.starts[model + 1])].map(
          code => trait.values[code],
        ),
      );
    assert.deepEqual(listed(license), [["apache-2.0"], ["mit"], ["other"], [], []]);
    assert.deepEqual(listed(language), [["en"], ["de", "en"], [], [], []]);
    assert.deepEqual([...task.codes], [0, -1, -1, -1, -1]);
    assert.deepEqual([...(columns.numbers.parameters ?? [])], [110, Number.NaN, 12, Number.NaN, Number.NaN]);
    assert.equal(columns.numbers.cardLength, null);
    const edges = Array.from(columns.edges.child, (child, at) => [
      child,
      columns.edges.parent[at],
      columns.edges.relation[at],
    ]);
    assert.deepEqual(edges, [
      [1, 0, 1],
      [2, 1, 4],
      [3, 3, 0],
      [4, 2, 0],
    ]);
    assert.equal(columns.unresolved, 1);
    snapshot.close();
  }));

test("a column that the table lacks is null, not empty", () =>
  withSnapshotFiles(async files => {
    await importRows(files, familyRows, ["id", "tags"]);
    const snapshot = await openSnapshot(files);
    const columns = snapshot?.columns();
    assert.equal(columns?.singles.task, null);
    assert.equal(columns?.numbers.downloads, null);
    assert.notEqual(columns?.lists.license, null);
    snapshot?.close();
  }));

test("cards come back as their first 512 characters, and cards that similarity skips are empty", () =>
  withSnapshotFiles(async files => {
    const long = `Ünïcode ${"word ".repeat(200)}`;
    const cards = [long, "too short", `Automatically generated ${long}`, ""];
    const csv = `model_id,tags,modelCard\n${cards.map((card, at) => `o/m${at},[],"${card}"\n`).join("")}`;
    const table = await openSnapshotTable(inMemory(new TextEncoder().encode(csv), "ai.csv"));
    const { columns, skipped } = await readSnapshot(table, {});
    await saveSnapshot(files, columns, { columns: table.columns, skipped });
    const snapshot = await openSnapshot(files);
    assert.ok(snapshot);
    const { card, numbers } = lineageColumns(snapshot.columns(), decode);
    assert.deepEqual(
      cards.map((_, model) => card?.(model)),
      [long.slice(0, 512), "", "", ""],
    );
    assert.deepEqual(
      [...(numbers.cardLength ?? [])],
      cards.map(text => text.length),
    );
    snapshot.close();
  }));

test("a listing's own fields come back, and its text is that of the paper", () =>
  withSnapshotFiles(async files => {
    const rows = [qwenPair.parent, qwenPair.child].map(({ _id, id, likes, downloads, tags, createdAt }) => ({
      ...{ _id, id, likes: BigInt(likes), downloads: BigInt(downloads), tags: tags.split(" ") },
      ...{ trendingScore: 0n, private: false, createdAt: new Date(createdAt) },
      ...{ pipeline_tag: "text-generation", library_name: "transformers" },
    }));
    const bytes = parquetOf([...rows, { id: "o/bare", _id: "no number" }], { replaced: listingColumns });
    const table = await openSnapshotTable(inMemory(bytes));
    const { columns, skipped, present } = await readSnapshot(table, {});
    await saveSnapshot(files, columns, { columns: present, skipped });
    const snapshot = await openSnapshot(files);
    assert.ok(snapshot);
    const documents = metadataDocuments(lineageColumns(snapshot.columns(), decode), true);
    assert.ok(documents);
    const [parent, child, bare] = [0, 1, 2].map(model => documents.text(model)) as [string, string, string];
    assert.match(
      parent,
      /^\{'_id': '65afd5fdaa335c2842e7f33c', 'id': 'Qwen\/Qwen1.5-72B', 'likes': 60, 'trendingScore': 0, 'private': False, /,
    );
    assert.deepEqual([parent.length, child.length, levenshtein(parent, child)], [505, 593, 164]);
    assert.equal(bare, "{'id': 'o/bare', 'tags': [], 'modelId': 'o/bare'}");
    const words: number[] = [];
    documents.eachWord(0, word => words.push(word));
    assert.deepEqual(words, documents.words.of(parent));
    snapshot.close();
  }));

test("a card is measured in characters, not in UTF-16 units", () =>
  withSnapshotFiles(async files => {
    const card = `🤗 ${"word ".repeat(200)}`;
    const csv = `model_id,tags,private,trendingScore,modelCard\no/m,[],True,1.5,"${card}"\n`;
    const table = await openSnapshotTable(inMemory(new TextEncoder().encode(csv), "ai.csv"));
    const { columns, skipped } = await readSnapshot(table, {});
    await saveSnapshot(files, columns, { columns: table.columns, skipped });
    const snapshot = await openSnapshot(files);
    assert.ok(snapshot);
    const read = lineageColumns(snapshot.columns(), decode);
    assert.deepEqual([...(read.numbers.cardLength ?? [])], [card.length - 1]);
    assert.equal(read.card?.(0), card.slice(0, 513));
    assert.deepEqual([read.numbers.isPrivate?.[0], read.numbers.trendingScore?.[0]], [1, 1.5]);
    snapshot.close();
  }));

test("single models read from the file match the columns", () =>
  withSnapshotFiles(async files => {
    await importRows(files, familyRows);
    const snapshot = await openSnapshot(files);
    assert.ok(snapshot);
    const reader = new SnapshotReader(snapshot);
    const base = reader.model(reader.find("maker/base"));
    assert.deepEqual(
      { ...base, childCounts: undefined },
      {
        ...bareModel("maker/base"),
        license: "apache-2.0",
        languages: ["en"],
        task: "fill-mask",
        library: "transformers",
        datasets: ["glue"],
        downloads: 900,
        likes: 3,
        parameters: 110,
        lastModified: "2024-07-01T00:00:00.000Z",
        childCounts: undefined,
      },
    );
    assert.equal(reader.model(reader.find("maker/merged")).licenseName, "own-terms");
    assert.equal(reader.model(reader.find("maker/Straße")).adult, true);
    assert.deepEqual(reader.parents(reader.find("maker/merged")), [
      { child: "maker/merged", parent: "maker/tuned", relation: "merge" },
      { child: "maker/merged", parent: "gone/model", relation: "unknown" },
    ]);
    assert.deepEqual(
      reader.children(["maker/base"]).map(({ edge }) => edge.child),
      ["maker/tuned"],
    );
    snapshot.close();
  }));

test("an ID in another letter case finds the only model that matches, and none if two do", () =>
  withSnapshotFiles(async files => {
    await importRows(files, [
      { id: "maker/Base", tags: [] },
      { id: "maker/Twin", tags: [] },
      { id: "maker/tWIN", tags: [] },
      { id: "maker/Straße", tags: [] },
      {
        id: "maker/one",
        tags: ["base_model:MAKER/base", "base_model:maker/Base", "base_model:adapter:maker/Base"],
      },
      { id: "maker/two", tags: ["base_model:maker/twin", "base_model:quantized:maker/Twin"] },
      { id: "maker/three", tags: ["base_model:Gone/Model"] },
    ]);
    const snapshot = await openSnapshot(files);
    assert.ok(snapshot);
    const reader = new SnapshotReader(snapshot);
    const found = (id: string) => reader.find(id);
    assert.deepEqual(["maker/Base", "MAKER/bASE", "maker/STRAßE", "maker/STRASSE"].map(found), [0, 0, 3, -1]);
    assert.deepEqual(["maker/Twin", "maker/tWIN", "maker/twin"].map(found), [1, 2, -1]);
    const children = (...ids: string[]) =>
      reader.children(ids).map(({ edge }) => Object.values(edge).join(" "));
    assert.deepEqual(children("maker/Base"), ["maker/one maker/Base adapter"]);
    assert.deepEqual(children("maker/Twin"), ["maker/two maker/Twin quantized"]);
    assert.deepEqual(children("maker/tWIN"), []);
    assert.deepEqual(children("now/model", "gone/model"), ["maker/three now/model unknown"]);
    // Analyses compare ids exactly, as the paper does.
    const { edges, unresolved } = lineageColumns(snapshot.columns(), decode);
    assert.deepEqual([[...edges.child], [...edges.parent], unresolved], [[4, 5], [0, 1], 3]);
    snapshot.close();
  }));

test("every ID is found among many, and no others", () =>
  withSnapshotFiles(async files => {
    const rows: SnapshotRow[] = Array.from({ length: 6_000 }, (_, at) => ({
      id: `maker-${at % 97}/model-${at}`,
      tags: at > 0 ? [`base_model:maker-${(at >> 1) % 97}/model-${at >> 1}`] : [],
    }));
    const facts = await importRows(files, rows);
    assert.equal(facts.edges, 5_999);
    const snapshot = await openSnapshot(files);
    assert.ok(snapshot);
    const { ids } = snapshot.columns();
    const reader = new SnapshotReader(snapshot);
    for (const [row, { id }] of rows.entries()) {
      if (row % 7 === 0) assert.equal(reader.find(row % 2 === 0 ? id : id.toUpperCase()), row);
      assert.equal(decode(packedId(ids, row)), id);
    }
    assert.equal(reader.find("maker-1/model-2"), -1);
    snapshot.close();
  }));

test("an import replaces the whole snapshot; damaged and other versions are reported, never used", () =>
  withSnapshotFiles(async (files, folder) => {
    const path = join(folder, "snapshot.columns");
    assert.equal(await openSnapshot(files), null);
    await importRows(files, familyRows);
    const first = await files.mark();
    await importRows(files, familyRows.slice(0, 2));
    assert.notEqual(await files.mark(), first);
    assert.deepEqual(readdirSync(folder), ["snapshot.columns"]);

    const whole = readFileSync(path);
    const flipped = Buffer.from(whole);
    const body = 16 + whole.readUInt32LE(8);
    flipped[body + 3] = (flipped[body + 3] ?? 0) ^ 1;
    const header = Buffer.from(whole);
    header[40] = (header[40] ?? 0) ^ 1;
    const refused = async (bytes: Buffer, words: RegExp) => {
      writeFileSync(path, bytes);
      await assert.rejects(
        async () => {
          const snapshot = await openSnapshot(files);
          return loadAll(snapshot?.columns() ?? assert.fail());
        },
        { name: "UserError", message: words },
      );
    };
    await refused(flipped, /damaged\. Import it again/);
    await refused(header, /damaged\. Import it again/);
    await refused(Buffer.from("something else entirely, longer than a head"), /damaged/);
    writeFileSync(path, whole);
    truncateSync(path, whole.length - 64);
    await assert.rejects(openSnapshot(files), { name: "UserError", message: /damaged/ });
    await refused(versionOf(whole, 4), /newer version of Hub Lineage/);
    await refused(versionOf(whole, 2), /older version of Hub Lineage. Import it again/);
  }));

test("a single ID is read and checked without the others; a damaged block is reported when it is needed", () =>
  withSnapshotFiles(async (files, folder) => {
    const path = join(folder, "snapshot.columns");
    // Ids of 90 bytes, so that some of them lie on two blocks of 64 KiB.
    const ids = Array.from({ length: 3_000 }, (_, at) => `maker/${String(at).padStart(84, "x")}`);
    await importRows(
      files,
      ids.map(id => ({ id, tags: [] })),
    );
    const snapshot = await openSnapshot(files);
    assert.ok(snapshot);
    const { id, ids: packed } = snapshot.columns();
    assert.deepEqual(
      ids.map((_, row) => decode(id(row))),
      ids,
    );
    assert.equal(decode(packedId(packed, 2_999)), ids[2_999]);
    snapshot.close();

    const bytes = readFileSync(path);
    const { offset, length } = snapshot.header.sections["ids.bytes"] ?? assert.fail();
    assert.ok(length > 4 * 65_536);
    const broken = offset + 2 * 65_536 + 7;
    bytes[broken] = (bytes[broken] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const damagedFile = await openSnapshot(files);
    assert.ok(damagedFile);
    const columns = damagedFile.columns();
    assert.equal(decode(columns.id(0)), ids[0]);
    assert.equal(decode(columns.id(2_999)), ids[2_999]);
    const told = { name: "UserError", message: /damaged\. Import it again/ };
    assert.throws(() => columns.id(1_500), told);
    assert.throws(() => columns.ids.bytes, told);
    damagedFile.close();
  }));

test(
  "codes and numbers are stored in as few bytes as possible and read back unchanged",
  { skip: longOnly },
  () =>
    withSnapshotFiles(async files => {
      const rows: SnapshotRow[] = Array.from({ length: 70_000 }, (_, at) => ({
        id: `maker/${at}`,
        tags: [`dataset:own/data-${at}`, "license:mit"],
        downloads: BigInt(at),
        ...(at === 5 ? {} : { likes: BigInt(at) }),
        ...(at % 2 === 0 ? { pipeline_tag: "fill-mask" } : {}),
      }));
      await importRows(files, rows);
      const snapshot = await openSnapshot(files);
      assert.ok(snapshot);
      const { lists, singles, numbers } = snapshot.columns();
      const { dataset, license } = lists;
      assert.ok(dataset && license && singles.task && numbers.downloads && numbers.likes);
      assert.ok(dataset.codes instanceof Uint32Array && license.codes instanceof Uint16Array);
      assert.ok(singles.task.codes instanceof Int16Array);
      assert.ok(numbers.downloads instanceof Uint32Array && numbers.likes instanceof Float64Array);
      assert.equal(dataset.values[dataset.codes[69_999] ?? 0], "own/data-69999");
      assert.deepEqual([...singles.task.codes.subarray(0, 3)], [0, -1, 0]);
      assert.deepEqual([...numbers.likes.subarray(4, 7)], [4, Number.NaN, 6]);
      assert.equal(numbers.downloads[69_999], 69_999);
      assert.deepEqual([license.known, [...license.counts]], [70_000, [70_000]]);
      assert.deepEqual([singles.task.known, [...singles.task.counts]], [35_000, [35_000]]);
      const reader = new SnapshotReader(snapshot);
      const { datasets, downloads, likes, task } = reader.model(reader.find("maker/69998"));
      assert.deepEqual([datasets, downloads, likes, task], [["own/data-69998"], 69_998, 69_998, "fill-mask"]);
      assert.deepEqual([reader.model(5).likes, reader.model(5).task], [null, null]);
      snapshot.close();
    }),
);

/** The same file with another version in its header. */
function versionOf(file: Buffer, version: number): Buffer {
  const length = file.readUInt32LE(8);
  const text = file
    .subarray(16, 16 + length)
    .toString()
    .replace('"version":3', `"version":${version}`);
  const copy = Buffer.from(file);
  copy.write(text, 16);
  copy.writeUInt32LE(crc32(copy.subarray(16, 16 + length)), 12);
  return copy;
}

test("a snapshot keeps the owners of its models, and one of an earlier version has them looked up", () =>
  withSnapshotFiles(async files => {
    const rows = ["b/one", "gpt2", "a/two", "b/three"].map(id => ({ id, tags: [] }));
    const table = await openSnapshotTable(inMemory(parquetOf(rows)));
    const { columns } = await readSnapshot(table, {});
    const sections = toSections(columns);
    const kept = Object.fromEntries(Object.entries(sections).filter(([name]) => !name.startsWith("author.")));
    assert.notEqual(Object.keys(kept).length, Object.keys(sections).length);
    for (const written of [sections, kept]) {
      await files.replace(encodeSnapshot({ models: columns.models }, written, files.checksum));
      const snapshot = await openSnapshot(files);
      assert.ok(snapshot);
      const { values, codes, known, counts } = lineageColumns(snapshot.columns(), decode).author;
      assert.deepEqual([values, [...codes], known, [...counts]], [["b", "a"], [0, -1, 1, 0], 3, [2, 1]]);
      snapshot.close();
    }
  }));
