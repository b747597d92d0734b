import assert from "node:assert/strict";
import { test } from "node:test";
import type { SegmentFiles } from "../../../../src/app/ports/file-ports";
import { loadSqlite } from "../../../../src/store/database";
import { frame } from "../../../../src/store/log/frames";
import { openEmpty } from "../../../../src/store/log/load";
import { encodeRecord } from "../../../../src/store/log/record";
import { positionsOf, replaySegments } from "../../../../src/store/log/replay";
import { decoded, wasm } from "../test-index";

test("thousands of segments are replayed without looking through all of them for each", async () => {
  const database = openEmpty(await loadSqlite(wasm()));
  const count = 300;
  const logs = new Map<string, Uint8Array>(
    Array.from({ length: count }, (_, at) => {
      const answer = decoded(`o/${at}`);
      return [`${at}.seg`, frame(encodeRecord({ type: "model", asked: `o/${at}`, answer, at: 5 }))] as const;
    }),
  );
  const segments = { read: async (name: string, from: number) => logs.get(name)?.subarray(from) ?? null };
  const listed = Array.from(logs, ([name, log]) => ({
    isFile: true,
    name,
    bytes: log.length,
    finished: true,
  }));
  let rows = 0;
  const { each } = database;
  database.each = (sql, visit, params) =>
    each.call(
      database,
      sql,
      row => {
        if (sql.includes("folded_segments")) rows++;
        visit(row);
      },
      params,
    );
  const replay = {
    database,
    doubtful: false,
    isOver: () => true,
    latest: Number.POSITIVE_INFINITY,
    notify: assert.fail,
  };
  for (const found of [true, false])
    assert.equal(await replaySegments(segments as unknown as SegmentFiles, listed, replay), found);
  assert.ok(rows <= 2 * count, `${rows} positions were read for ${count} segments`);
  assert.equal(positionsOf(database).size, count);
  database.close();
});
