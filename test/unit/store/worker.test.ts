import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { publicOrigin } from "../../../src/app/ports/hub-port";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { Channel } from "../../../src/channel";
import { startWorker } from "../../../src/platform/node";
import type { WorkerCalls } from "../../../src/protocol";
import { loadSqlite } from "../../../src/store/database";
import { buildWorker } from "./built-worker";
import { body, wasm } from "./test-index";

const folder = mkdtempSync(join(tmpdir(), "hub-lineage-worker-"));
const scriptPath = join(folder, "worker.cjs");

before(async () => {
  await buildWorker(scriptPath);
});

after(() => rmSync(folder, { recursive: true, force: true }));

async function start(t: { after(done: () => Promise<void>): void }) {
  const { wire, terminate } = await startWorker({
    scriptPath,
    readScript: () => assert.fail("not on the desktop"),
    onExit: reason => channel.dispose(reason),
  });
  const channel = new Channel<WorkerCalls>(wire, {});
  t.after(terminate);
  return { channel, terminate };
}

test("the worker parses front matter the same way, except for positions inside values", async t => {
  const { channel } = await start(t);
  const text = "---\r\nlicense: mit # so\r\ntags: &t [a, b]\r\nlanguage: *t\r\nx: [\r\n---\r\n";
  const { place, ...here } = parseFrontMatter(text);
  const there = await channel.call("parseFrontMatter", text);
  assert.deepEqual(there, here);
  assert.notEqual(place(["tags", 0]), null);
  const license = there.fields.get("license");
  assert.equal(
    license?.items[0]?.range,
    license?.valueRange,
    "what edits are told by is one object there too",
  );
});

/** A copy of the sql.js module in its own transferable buffer. */
function freshWasm(): ArrayBuffer {
  return wasm().slice().buffer as ArrayBuffer;
}

async function open(channel: Channel<WorkerCalls>, place: string) {
  const bytes = freshWasm();
  return channel.call("open", { wasm: bytes, folder: place, hub: publicOrigin, saved: true, speech: null }, [
    bytes,
  ]);
}

test("the worker reads the Hub's JSON, answers a family, saves, and a second worker finds it", async t => {
  const place = join(folder, "index");
  const { channel, terminate } = await start(t);
  assert.deepEqual(await open(channel, place).then(status => status.models), 0);

  const root = body({ id: "org/root", tags: ["license:mit"], downloads: 7 });
  const { id } = await channel.call("putModel", { asked: "org/old-root", body: root, at: 1, moved: true }, [
    root.buffer as ArrayBuffer,
  ]);
  assert.equal(id, "org/root");
  const children = body([
    { id: "org/child", tags: ["base_model:org/old-root", "base_model:quantized:org/old-root"] },
  ]);
  await channel.call("putChildren", { parent: "org/root", body: children, at: 2, last: true });
  const family = await channel.call("family", { id: "org/old-root" });
  assert.deepEqual(family.edges, [{ child: "org/child", parent: "org/root", relation: "quantized" }]);
  await channel.call("save", undefined);
  await terminate();
  assert.deepEqual(readdirSync(place).sort(), ["index.hub", "segments"]);

  const again = await start(t);
  assert.equal((await open(again.channel, place)).models, 2);
  assert.deepEqual(await again.channel.call("family", { id: "org/root" }), family);
});

test("a call before open is an error, and a later open still works", async t => {
  const { channel } = await start(t);
  await assert.rejects(channel.call("lookup", ["org/a"]), /not open. Call open first/);
  await open(channel, join(folder, "later"));
  assert.deepEqual(await channel.call("lookup", ["org/a"]), [{ state: "unknown" }]);
  await assert.rejects(open(channel, join(folder, "later")), /already open/);
});

test("calls made while the index opens wait for it", async t => {
  const { channel } = await start(t);
  const opening = open(channel, join(folder, "quick"));
  assert.deepEqual(await channel.call("lookup", ["org/a"]), [{ state: "unknown" }]);
  await opening;
});

test("an unusable index is reported and left unchanged, and an in-memory one replaces it", async t => {
  const { channel } = await start(t);
  const newer = join(folder, "newer");
  mkdirSync(newer);
  const bytes = (await loadSqlite(wasm()))(null);
  bytes.raw.run("PRAGMA application_id = 0x4875624c; PRAGMA user_version = 99; CREATE TABLE models (id)");
  const saved = bytes.bytes();
  writeFileSync(join(newer, "index.sqlite"), saved);
  const { notice } = await open(channel, newer);
  assert.match(notice ?? "", /newer version of Hub Lineage.*Update Hub Lineage.*kept only in memory/);
  const root = body({ id: "org/root" });
  await channel.call("putModel", { asked: "org/root", body: root, at: 1 });
  await channel.call("save", undefined);
  assert.equal((await channel.call("family", { id: "org/root" })).models.length, 1);
  assert.equal((await channel.call("status", undefined)).notice, notice);
  assert.deepEqual(readdirSync(newer), ["index.sqlite"]);
  assert.deepEqual(new Uint8Array(readFileSync(join(newer, "index.sqlite"))), new Uint8Array(saved));
});

test("a path that is not a folder is reported the same way", async t => {
  const { channel } = await start(t);
  writeFileSync(join(folder, "a-file"), "");
  const { notice } = await open(channel, join(folder, "a-file"));
  assert.match(notice ?? "", /could not be read: ENOTDIR.*kept only in memory/);
});

test("errors from the Hub's JSON and from queries keep their names", async t => {
  const { channel } = await start(t);
  await open(channel, join(folder, "errors"));
  const cutOff = new TextEncoder().encode('{"id": "org/a", "ta');
  await assert.rejects(channel.call("putModel", { asked: "org/a", body: cutOff, at: 1 }), {
    name: "HubError",
  });
  await assert.rejects(channel.call("query", { sql: "DROP TABLE models", limit: 1 }), { name: "UserError" });
});

test("terminating a worker rejects pending calls", async t => {
  const { channel, terminate } = await start(t);
  await open(channel, join(folder, "ended"));
  const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
  const waiting = channel.call("query", { sql: endless, limit: 1 });
  await terminate();
  channel.dispose("The query was stopped.");
  await assert.rejects(waiting, /The query was stopped/);
});
