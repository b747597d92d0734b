import assert from "node:assert/strict";
import * as nodeFiles from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type CardDisk, writeCard } from "../../../../src/cli/cards/write-card";

const before = Buffer.from("\uFEFF---\r\nlicense: Apache 2.0\r\n---\r\n# Before\r\n");
const after = Buffer.from("\uFEFF---\r\nlicense: apache-2.0\r\n---\r\n# After, and a little longer\r\n");

/** A card in a folder of its own, which is gone when the work is done. */
async function withCard(work: (card: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await nodeFiles.realpath(await nodeFiles.mkdtemp(join(tmpdir(), "hub-lineage-write-")));
  try {
    const card = join(folder, "README.md");
    await nodeFiles.writeFile(card, before);
    await work(card, folder);
  } finally {
    await nodeFiles.rm(folder, { recursive: true, force: true });
  }
}

/** Runs before each call and does what the call would do, or something else. */
type Step = (name: string, call: () => Promise<unknown>, parameters: readonly unknown[]) => Promise<unknown>;

/** The real disk with each of its calls, and those of the files that it opens, in the hands of a test. */
function diskWith(step: Step, opened: { close(): Promise<void> }[] = []): CardDisk {
  const wrapped = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (from, name) => {
        const value: unknown = Reflect.get(from, name);
        if (typeof value !== "function") return value;
        return async (...parameters: readonly unknown[]) => {
          const call = async (): Promise<unknown> => {
            const made: unknown = await value.apply(from, parameters);
            if (isHandle(made)) opened.push(made);
            return made;
          };
          const result = await step(String(name), call, parameters);
          return isHandle(result) ? wrapped(result) : result;
        };
      },
    });
  const { access, open, readFile, realpath, rename, rm, stat } = nodeFiles;
  return wrapped({ access, open, readFile, realpath, rename, rm, stat });
}

function isHandle(value: unknown): value is nodeFiles.FileHandle {
  return typeof value === "object" && value !== null && "sync" in value;
}

async function namesOfCalls(): Promise<readonly string[]> {
  const names: string[] = [];
  await withCard(async (card, folder) => {
    const disk = diskWith((name, call) => {
      names.push(name);
      return call();
    });
    assert.equal(await writeCard(card, { before, after, paths: [folder] }, disk), null);
    assert.deepEqual(await nodeFiles.readFile(card), after);
    assert.deepEqual(await nodeFiles.readdir(folder), ["README.md"], "nothing is left beside it");
  });
  return names;
}

test("the new bytes are on disk before the card is replaced, and the folder is after it", async () => {
  const names = await namesOfCalls();
  const order = names.filter(name => !["realpath", "access", "stat", "open"].includes(name)).join(" ");
  assert.equal(order, "writeFile chmod sync close readFile rename sync close");
});

test("a write that fails at any call leaves the card as it was, and says why", async () => {
  const names = await namesOfCalls();
  for (const code of ["ENOSPC", "EIO", "EACCES", "EROFS"]) {
    for (const [failing, name] of names.entries()) {
      await withCard(async (card, folder) => {
        let at = 0;
        const disk = diskWith(async (_, call, [bytes]) => {
          if (at++ !== failing) return call();
          // A full disk takes a part.
          if (name === "writeFile") await nodeFiles.writeFile(await temporaryIn(folder), half(bytes));
          if (name === "close") await call();
          throw Object.assign(new Error(code), { code });
        });
        const said = await writeCard(card, { before, after, paths: [folder] }, disk);
        const isReplaced = failing > names.indexOf("rename");
        assert.deepEqual(await nodeFiles.readFile(card), isReplaced ? after : before, `${name} ${code}`);
        if (isReplaced) assert.equal(said, null);
        else assert.match(said ?? "", new RegExp(`cannot be written \\(${code}\\) and is unchanged\\. \\w+`));
        assert.deepEqual(await nodeFiles.readdir(folder), ["README.md"], `${name} ${code} leaves a file`);
      });
    }
  }
});

test("a kill at any call leaves either the old card or the new one", async () => {
  const names = await namesOfCalls();
  for (const isDone of [false, true]) {
    for (const [last, name] of names.entries()) {
      await withCard(async (card, folder) => {
        let at = 0;
        const opened: { close(): Promise<void> }[] = [];
        const disk = diskWith(async (_, call, [bytes]) => {
          const now = at++;
          if (now < last) return call();
          // Nothing runs after a kill, not even what would clean up.
          if (now > last) throw new Error("killed");
          if (isDone) await call();
          else if (name === "writeFile") await nodeFiles.writeFile(await temporaryIn(folder), half(bytes));
          throw new Error("killed");
        }, opened);
        await writeCard(card, { before, after, paths: [folder] }, disk);
        for (const handle of opened) await handle.close();
        const isReplaced = last > names.indexOf("rename") || (isDone && name === "rename");
        assert.deepEqual(await nodeFiles.readFile(card), isReplaced ? after : before, name);
      });
    }
  }
});

async function temporaryIn(folder: string): Promise<string> {
  const names = await nodeFiles.readdir(folder);
  return join(folder, names.find(name => name.endsWith(".tmp")) ?? "README.md");
}

function half(bytes: unknown): Uint8Array {
  assert.ok(bytes instanceof Uint8Array);
  return bytes.subarray(0, bytes.length >> 1);
}

test("what another program saves in the meantime stays, saved in place or by renaming", async () => {
  for (const byRename of [false, true]) {
    await withCard(async (card, folder) => {
      const disk = diskWith(async (name, call) => {
        if (name === "readFile") {
          const other = byRename ? `${card}.new` : card;
          await nodeFiles.writeFile(other, "other words");
          if (byRename) await nodeFiles.rename(other, card);
        }
        return call();
      });
      const said = await writeCard(card, { before, after, paths: [folder] }, disk);
      assert.match(said ?? "", /was changed by another program .*; run lint --fix again\./);
      assert.equal(await nodeFiles.readFile(card, "utf8"), "other words");
      assert.deepEqual(await nodeFiles.readdir(folder), ["README.md"]);
    });
  }
});

test("mode and owner stay, and a link to a file inside stays a link", { skip: noModes() }, async () => {
  await withCard(async (card, folder) => {
    const target = join(folder, "card of the model.md");
    await nodeFiles.rename(card, target);
    await nodeFiles.symlink("card of the model.md", card);
    await nodeFiles.chmod(target, 0o2640);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) await nodeFiles.chown(target, 1234, 2345);
    if (isRoot) await nodeFiles.chmod(target, 0o2640);
    assert.equal(await writeCard(card, { before, after, paths: [folder] }), null);
    assert.deepEqual(await nodeFiles.readFile(target), after);
    assert.ok((await nodeFiles.lstat(card)).isSymbolicLink());
    const facts = await nodeFiles.stat(target);
    assert.equal(facts.mode & 0o7777, 0o2640);
    if (isRoot) assert.deepEqual([facts.uid, facts.gid], [1234, 2345]);
  });
});

test("nothing outside of the paths given is written", { skip: noModes() }, async () => {
  await withCard(async (card, folder) => {
    const inside = join(folder, "inside");
    await nodeFiles.mkdir(inside);
    const link = join(inside, "README.md");
    await nodeFiles.symlink(card, link);
    const said = (paths: readonly string[]) => writeCard(link, { before, after, paths });
    const refusal = new RegExp(
      `${link} is a link to ${card}, outside of the paths given, so it was not changed`,
    );
    assert.match((await said([inside])) ?? "", refusal);
    assert.match((await said([link])) ?? "", refusal, "a link that is named itself");
    assert.deepEqual(await nodeFiles.readFile(card), before);
    const beside = join(folder, "insider");
    await nodeFiles.mkdir(beside);
    assert.match((await said([inside, beside])) ?? "", refusal, "a folder whose name begins alike");
    assert.equal(await said([inside, card]), null, "the file is named as well");
    assert.deepEqual(await nodeFiles.readFile(card), after);
  });
});

test("the file beside is a new one, whose name cannot be guessed", async () => {
  const opened: unknown[][] = [];
  for (let run = 0; run < 2; run++)
    await withCard(async (card, folder) => {
      const disk = diskWith((name, call, parameters) => {
        if (name === "open" && parameters[1] !== "r") opened.push([...parameters]);
        return call();
      });
      await writeCard(card, { before, after, paths: [folder] }, disk);
    });
  const words = opened.map(([path]) => /\.hub-lineage-([0-9a-f]{24})\.tmp$/.exec(String(path))?.[1]);
  assert.equal(new Set(words).size, 2);
  assert.ok(words.every(word => word !== undefined));
  assert.deepEqual(
    opened.map(([, flags, mode]) => [flags, mode]),
    [
      ["wx", 0o600],
      ["wx", 0o600],
    ],
  );
});

function noModes(): string | false {
  return process.platform === "win32" ? "Windows has neither modes nor links for everybody" : false;
}
