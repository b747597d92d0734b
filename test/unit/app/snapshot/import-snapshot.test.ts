import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HubError } from "../../../../src/app/ports/errors";
import type {
  FilePartRequest,
  HubFiles,
  ImportedSnapshot,
  ImportProgress,
} from "../../../../src/app/ports/snapshot-ports";
import { importSnapshot, type SnapshotImport } from "../../../../src/app/snapshot/import-snapshot";
import { overSnapshot } from "../../../../src/app/snapshot/over-snapshot";
import { snapshotFormats } from "../../../../src/snapshot/import/snapshot-formats";
import { openSnapshot } from "../../../../src/snapshot/open-snapshot";
import { inMemory, parquetOf } from "../../snapshot/import/parquet-rows";
import { familyRows, soundRows, withSnapshotFiles } from "../../snapshot/snapshot-stage";

const table = parquetOf(soundRows, { groupRows: 2 });
const url = "http://127.0.0.1:9/models.parquet";

/** A table that counts how often it was closed. */
function onDisk(bytes: Uint8Array<ArrayBuffer>): {
  readonly openFile: SnapshotImport["openFile"];
  closed: number;
} {
  const disk = {
    closed: 0,
    openFile: async () => ({ ...inMemory(bytes), close: async () => void disk.closed++ }),
  };
  return disk;
}

const parts = { formats: snapshotFormats, hub: () => assert.fail("the Hub is not to be asked") };

/** An import that is not refused. */
async function accepted(order: SnapshotImport): Promise<ImportedSnapshot> {
  const outcome = await importSnapshot(order);
  assert.ok("models" in outcome, JSON.stringify(outcome));
  return outcome;
}

test("a file becomes the snapshot, and skipped rows and affected analyses are reported", () =>
  withSnapshotFiles(async files => {
    const { openFile } = onDisk(parquetOf(familyRows, { only: ["id", "tags"] }));
    const imported = await accepted({ ...parts, files, openFile, source: { path: "a" }, force: true });
    assert.deepEqual([imported.models, imported.edges], [5, 4]);
    const first = { unit: "row", number: 6 };
    assert.deepEqual(imported.skipped, { withoutId: 1, duplicates: 1, damaged: 0, first });
    const lost = new Map(imported.losses.map(({ id, missing }) => [id, missing]));
    assert.ok(lost.get("mutation")?.includes("pipeline_tag"), JSON.stringify([...lost]));
    assert.equal(await overSnapshot(openSnapshot(files), "none", ({ models }) => models), 5);
  }));

test("progress is reported batch by batch, and the file is closed after success, damage, and cancellation", () =>
  withSnapshotFiles(async (files, folder) => {
    const disk = onDisk(table);
    const told: ImportProgress[] = [];
    const order = { ...parts, files, openFile: disk.openFile, source: { path: "a" } };
    await importSnapshot({ ...order, onProgress: progress => told.push(progress) });
    assert.ok(told.length > 1 && told.every(({ rows }) => rows === soundRows.length), JSON.stringify(told));
    assert.equal(told.at(-1)?.models, 5);
    assert.equal(disk.closed, 1);
    const before = readFileSync(join(folder, "snapshot.columns"));
    const damaged = onDisk(table.slice(0, 700));
    await assert.rejects(importSnapshot({ ...order, openFile: damaged.openFile }), { name: "UserError" });
    assert.equal(damaged.closed, 1);
    const stop = new AbortController();
    await assert.rejects(importSnapshot({ ...order, signal: stop.signal, onProgress: () => stop.abort() }), {
      name: "AbortError",
    });
    assert.equal(disk.closed, 2);
    assert.ok(before.equals(readFileSync(join(folder, "snapshot.columns"))), "the snapshot before stays");
    assert.deepEqual(readdirSync(folder), ["snapshot.columns"]);
  }));

test("a web address resolves to the Hub's own files, resumes with the kept parts, and finally drops them", () =>
  withSnapshotFiles(async (files, folder) => {
    const asked: FilePartRequest[] = [];
    let mostAsked = 3;
    const hub: HubFiles = {
      part: async request => {
        if (asked.length >= mostAsked) throw new HubError("unreachable", "It broke off.");
        asked.push(request);
        return {
          bytes: table.slice(request.from, request.to),
          total: table.length,
          etag: '"one"',
          modified: null,
        };
      },
    };
    const openFile = () => assert.fail("no file of the disk is to be opened");
    const order = { ...parts, files, openFile, hub: () => hub, source: { url } };
    await assert.rejects(importSnapshot(order), { name: "HubError" });
    assert.deepEqual(readdirSync(folder), ["snapshot-parts"]);
    const first = asked.splice(0).filter(({ to }) => to > 4);
    mostAsked = Number.POSITIVE_INFINITY;
    assert.equal((await accepted(order)).models, 5);
    const again = asked.filter(({ from, to }) => first.some(part => part.from === from && part.to === to));
    assert.deepEqual(again, [], "parts that are kept were asked for again");
    assert.deepEqual(readdirSync(folder), ["snapshot.columns"]);
  }));

test("a web address that once sent damaged bytes is read anew", () =>
  withSnapshotFiles(async (files, folder) => {
    let isDamaged = true;
    const hub: HubFiles = {
      part: async ({ from, to }) => {
        const sent = table.slice(from, to);
        return {
          bytes: isDamaged ? sent.map(() => 7) : sent,
          total: table.length,
          etag: '"one"',
          modified: null,
        };
      },
    };
    const openFile = () => assert.fail("no file of the disk is to be opened");
    const order = { ...parts, files, openFile, hub: () => hub, source: { url } };
    await assert.rejects(importSnapshot(order), { name: "UserError" });
    isDamaged = false;
    assert.equal((await accepted(order)).models, 5);
    assert.deepEqual(readdirSync(folder), ["snapshot.columns"]);
  }));

test("work on a snapshot reports a missing snapshot, and closes it if the work fails", () =>
  withSnapshotFiles(async files => {
    await assert.rejects(
      overSnapshot(openSnapshot(files), "Import one first.", () => 1),
      { name: "UserError", message: "Import one first." },
    );
    await importSnapshot({ ...parts, files, openFile: onDisk(table).openFile, source: { path: "a" } });
    let closed = 0;
    const opening = openSnapshot(files).then(
      snapshot =>
        snapshot && {
          ...snapshot,
          close: () => {
            closed++;
            snapshot.close();
          },
        },
    );
    await assert.rejects(
      overSnapshot(opening, "none", () => {
        throw new Error("The work failed.");
      }),
      /The work failed/,
    );
    assert.equal(closed, 1);
  }));

/** A CSV table of sound rows, with other lines in place of some of them. */
function csvOf(rows: number, others: Readonly<Record<number, string>> = {}): Uint8Array<ArrayBuffer> {
  const lines = Array.from(
    { length: rows },
    (_, at) => others[at] ?? `maker/model-${at},"['license:mit', 'en']"`,
  );
  return new TextEncoder().encode(`model_id,tags\n${lines.join("\n")}\n`);
}

test("a table that loses more than 1% of its rows, or all, is rejected unless forced, and the snapshot is kept", () =>
  withSnapshotFiles(async (files, folder) => {
    const order = { ...parts, files, source: { path: "a" } };
    await accepted({ ...order, openFile: onDisk(table).openFile });
    const before = readFileSync(join(folder, "snapshot.columns"));
    const short = { 40: "maker/short", 41: "maker/short-too" };
    const refused: readonly [Uint8Array<ArrayBuffer>, RegExp][] = [
      [
        csvOf(199, short),
        /^2 of 199 rows of \S+ cannot be used: 2 damaged; the first is line 42\. Nothing was/,
      ],
      [
        csvOf(2, { 0: ",[]", 1: ",[]" }),
        /^No row of \S+ can be used: 2 without an ID; the first is line 2\./,
      ],
      [csvOf(0), /has no rows\. Nothing was imported/],
      [parquetOf(familyRows), /^2 of 7 rows of .*1 without an ID, 1 duplicate; the first is row 6\./],
      [parquetOf(familyRows, { groupRows: 6 }), /^1 of the first 6 rows of /],
      [parquetOf([]), /has no rows/],
    ];
    for (const [bytes, words] of refused) {
      const disk = onDisk(bytes);
      const outcome = await importSnapshot({ ...order, openFile: disk.openFile });
      assert.ok("refused" in outcome, String(words));
      assert.match(outcome.refused, words);
      assert.equal(disk.closed, 1);
      assert.ok(before.equals(readFileSync(join(folder, "snapshot.columns"))), outcome.refused);
    }
    const one = await accepted({ ...order, openFile: onDisk(csvOf(200, { 40: "maker/short" })).openFile });
    assert.deepEqual([one.models, one.skipped.damaged, one.skipped.first?.number], [199, 1, 42]);
    const forced = await accepted({ ...order, openFile: onDisk(csvOf(199, short)).openFile, force: true });
    assert.deepEqual([forced.models, forced.skipped.damaged], [197, 2]);
    assert.equal((await accepted({ ...order, openFile: onDisk(csvOf(0)).openFile, force: true })).models, 0);
  }));

test("a table that was cut off where a row ends replaces no larger snapshot unless forced", () =>
  withSnapshotFiles(async files => {
    const order = (rows: typeof familyRows) => ({
      ...parts,
      files,
      openFile: onDisk(parquetOf(rows, { only: ["id", "tags"] })).openFile,
      source: { path: "a" },
    });
    const rows = Array.from({ length: 100 }, (_, at) => ({ id: `lab/model-${at}`, tags: [] }));
    const now = () => overSnapshot(openSnapshot(files), "none", ({ models }) => models);
    await accepted(order(rows));
    const refused = await importSnapshot(order(rows.slice(0, 89)));
    assert.match(
      "refused" in refused ? refused.refused : "",
      /has 89 models, and the snapshot .* has 100, so it may be cut off/,
    );
    assert.equal(await now(), 100);
    await accepted(order(rows.slice(0, 90)));
    assert.equal(await now(), 90);
    await accepted({ ...order(rows.slice(0, 2)), force: true });
    assert.equal(await now(), 2);
  }));
