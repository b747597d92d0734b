import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  datedFolder,
  datedSnapshotFiles,
  removeDated,
  roomOf,
  roomOfAll,
  snapshotDays,
} from "../../../../src/platform/history/dated-snapshots";
import { withFolder } from "../../../cli/run";

const [july, august] = ["2024-07-01", "2024-08-01"];
const size = 200_000;
const column = (value: number, length = size) => new Uint8Array(length).fill(value);
const header = (text: string) => new TextEncoder().encode(text);

async function bytesOf(index: string, day: string): Promise<Uint8Array> {
  const file = await datedSnapshotFiles(index, day).open();
  assert.ok(file !== null);
  const bytes = new Uint8Array(file.bytes);
  file.read(bytes, 0);
  file.close();
  return bytes;
}

const keep = (index: string, day: string, pieces: Iterable<Uint8Array>) =>
  datedSnapshotFiles(index, day).replace(pieces);

test("snapshots of two days share equal columns, and each is read as it was written", () =>
  withFolder(async index => {
    const first = [header("one"), column(1), column(2, 40_000_000), column(3, 7)];
    const second = [header("other"), column(1), column(2, 40_000_001), column(4)];
    await keep(index, july, first);
    assert.deepEqual(await roomOf(index, july).then(({ shared }) => shared), 0);
    await keep(index, august, second);
    assert.deepEqual(Buffer.from(await bytesOf(index, july)), Buffer.concat(first));
    assert.deepEqual(Buffer.from(await bytesOf(index, august)), Buffer.concat(second));
    // The column that grew at its end shares what comes before.
    const shared = size + 2 * 16 * 1_048_576;
    const [one, other] = [await roomOf(index, july), await roomOf(index, august)];
    assert.equal(one.shared, other.shared);
    // The two parts of 16 MB of the constant column are the same part.
    assert.equal(other.shared, shared - 16 * 1_048_576);
    assert.equal(await roomOfAll(index), one.bytes + other.bytes - other.shared);
  }));

test("removing a snapshot leaves the other whole", () =>
  withFolder(async index => {
    const pieces = [header("one"), column(1), column(2)];
    await keep(index, july, pieces);
    await keep(index, august, pieces);
    await removeDated(index, july);
    assert.deepEqual(await snapshotDays(index), [august]);
    assert.equal(existsSync(datedFolder(index, july)), false);
    assert.deepEqual(Buffer.from(await bytesOf(index, august)), Buffer.concat(pieces));
    assert.equal((await roomOf(index, august)).shared, 0);
    await assert.rejects(
      removeDated(index, july),
      /no snapshot of 2024-07-01 .*There are snapshots of 2024-08-01\./,
    );
  }));

test("an import that fails midway keeps the day's snapshot, and a later one clears what it left", () =>
  withFolder(async index => {
    const pieces = [header("one"), column(1)];
    await keep(index, july, pieces);
    function* ended() {
      yield column(5);
      throw new Error("ended");
    }
    await assert.rejects(keep(index, july, ended()), /ended/);
    await assert.rejects(keep(index, august, ended()), /ended/);
    assert.deepEqual(await snapshotDays(index), [july]);
    assert.deepEqual(Buffer.from(await bytesOf(index, july)), Buffer.concat(pieces));
    assert.equal(await datedSnapshotFiles(index, august).open(), null);
    await keep(index, july, [header("two"), column(6)]);
    assert.equal(existsSync(datedFolder(index, august)), false);
    assert.equal(readdirSync(join(datedFolder(index, july), "parts")).length, 1);
  }));

test("a damaged column is not shared with the next snapshot, and one that is missing is told", () =>
  withFolder(async index => {
    const pieces = [header("one"), column(1)];
    await keep(index, july, pieces);
    const place = join(datedFolder(index, july), "parts");
    const [name = ""] = readdirSync(place);
    writeFileSync(join(place, name), column(9));
    await keep(index, august, pieces);
    assert.deepEqual(Buffer.from(await bytesOf(index, august)), Buffer.concat(pieces));
    assert.notEqual(readFileSync(join(place, name))[0], 1);
    // Imported again, the day has what it should have.
    await keep(index, july, pieces);
    assert.deepEqual(Buffer.from(await bytesOf(index, july)), Buffer.concat(pieces));
    assert.equal(statSync(join(place, name)).nlink, 2);
    writeFileSync(join(place, name), column(1, 5));
    await assert.rejects(datedSnapshotFiles(index, july).open(), /is incomplete\. Import it again\./);
  }));

test("a list with a name that leads elsewhere, or that is cut off, is damaged", () =>
  withFolder(async index => {
    await keep(index, july, [header("one"), column(1)]);
    const path = join(datedFolder(index, july), "snapshot.columns");
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, 30));
    await assert.rejects(datedSnapshotFiles(index, july).open(), /is damaged/);
    const wrong = Buffer.from(whole);
    wrong.write("../", whole.indexOf('"name":"') + 8);
    writeFileSync(path, wrong);
    await assert.rejects(datedSnapshotFiles(index, july).open(), /is damaged/);
  }));

test("what is no day is no snapshot", () =>
  withFolder(async index => {
    for (const name of ["2024-02-30", "2024-7-1", "parts"]) {
      mkdirSync(datedFolder(index, name), { recursive: true });
      writeFileSync(join(datedFolder(index, name), "snapshot.columns"), "x");
    }
    assert.deepEqual(await snapshotDays(index), []);
  }));
