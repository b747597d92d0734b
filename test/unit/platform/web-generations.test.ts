import assert from "node:assert/strict";
import { test } from "node:test";
import type { NamedFiles } from "../../../src/app/ports/file-ports";
import { generationFiles } from "../../../src/platform/web-generations";
import { decoded, openTestIndex, putAll } from "../store/test-index";

/** Plain files in memory; `failure` is what a write fails with after half of it is there. */
function plainFiles() {
  const kept = new Map<string, Uint8Array>();
  const state: { failure: Error | null; written: string[] } = { failure: null, written: [] };
  const host: NamedFiles = {
    list: async () => [...kept.keys()],
    read: async name => kept.get(name) ?? assert.fail(`there is no ${name}`),
    write: async ({ name, bytes }) => {
      state.written.push(name);
      kept.set(name, state.failure ? bytes.slice(0, bytes.length / 2) : bytes);
      if (state.failure) throw state.failure;
    },
    rename: async ({ from, to }) => {
      kept.set(to, kept.get(from) ?? assert.fail(`there is no ${from}`));
      kept.delete(from);
    },
    remove: async name => void kept.delete(name),
  };
  return { kept, state, host };
}

/** A queue in place of the locks of a browser. */
function oneQueue() {
  let turn: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
}

const filesOf = (host: NamedFiles, queue = oneQueue()) => generationFiles(host, queue);
const open = (host: NamedFiles, queue = oneQueue()) => {
  let moment = 0;
  return openTestIndex({ files: filesOf(host, queue), now: () => (moment += 10_000) });
};

test("each save is a new file with its checksum in the name; the latest two are kept", async () => {
  const { kept, state, host } = plainFiles();
  const index = await open(host);
  for (const id of ["o/a", "o/b", "o/c"]) {
    await putAll(index, [decoded(id)]);
    await index.save();
  }
  const names = [...kept.keys()];
  assert.equal(names.length, 2);
  assert.match(names[0] ?? "", /^index\.2\.[0-9a-f]{8}\.sqlite$/);
  assert.match(names[1] ?? "", /^index\.3\.[0-9a-f]{8}\.sqlite$/);
  assert.equal(new Set(state.written).size, 3, "no file should be written twice");
  const again = await open(host);
  assert.equal((await again.status()).models, 3);
});

test("a generation that does not fit its checksum is moved aside and told, and the one before it is used", async () => {
  const { kept, host } = plainFiles();
  const index = await open(host);
  for (const id of ["o/a", "o/b"]) {
    await putAll(index, [decoded(id)]);
    await index.save();
  }
  const newest = [...kept.keys()].find(name => name.startsWith("index.2.")) ?? assert.fail();
  kept.set(newest, (kept.get(newest) ?? new Uint8Array()).slice(0, 5_000));
  const again = await open(host);
  const { models, notice } = await again.status();
  assert.equal(models, 1);
  assert.match(notice ?? "", /latest save of the index was damaged.*index\.damaged\.2\./);
  await putAll(again, [decoded("o/c")]);
  await again.save();
  const third = await open(host);
  assert.deepEqual([(await third.status()).models, (await third.status()).notice], [2, null]);
  assert.equal([...kept.keys()].filter(name => name.includes("damaged")).length, 1);
});

test("a write that stops half way leaves what was saved before, and is made good by the next", async () => {
  const { state, host } = plainFiles();
  const index = await open(host);
  await putAll(index, [decoded("o/a")]);
  await index.save();
  state.failure = new Error("NoSpace: the quota is used up");
  await putAll(index, [decoded("o/b")]);
  await assert.rejects(index.save(), /quota.*stays in memory/);
  const meanwhile = await open(host);
  assert.equal((await meanwhile.status()).models, 1);
  state.failure = null;
  await index.save();
  assert.equal((await (await open(host)).status()).models, 2);
});

test("two windows that save by turns keep each other's work", async () => {
  const { host } = plainFiles();
  const queue = oneQueue();
  const [one, other] = [await open(host, queue), await open(host, queue)];
  await putAll(one, [decoded("o/a")]);
  await putAll(other, [decoded("o/b")]);
  await Promise.all([one.save(), other.save()]);
  await putAll(one, [decoded("o/c")]);
  await one.save();
  assert.deepEqual([(await one.status()).models, (await other.status()).models], [3, 3]);
  assert.equal((await (await open(host, queue)).status()).models, 3);
  await one.clear();
  assert.equal((await other.status()).models, 0);
});

test("an index that was saved before there were generations is read, and replaced by the first one", async () => {
  const { kept, host } = plainFiles();
  const index = await open(host);
  await putAll(index, [decoded("o/a")]);
  await index.save();
  const [name = ""] = kept.keys();
  await host.rename({ from: name, to: "index.sqlite" });
  const again = await open(host);
  await putAll(again, [decoded("o/b")]);
  await again.save();
  assert.equal((await (await open(host)).status()).models, 2);
});
