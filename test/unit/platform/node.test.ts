import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Channel } from "../../../src/channel";
import { readTextFile, startWorker, workerWire } from "../../../src/platform/node";

function temporaryFolder(t: { after(done: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-platform-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a text file is its text, or null when there is none; another error is an error", async t => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, "token"), "hf_Äß\n");
  assert.equal(await readTextFile(join(folder, "token")), "hf_Äß\n");
  assert.equal(await readTextFile(join(folder, "absent")), null);
  await assert.rejects(readTextFile(folder), /EISDIR/);
});

/** Starts a worker whose program is `script` (null: there is none); `reasons` collects why it ended. */
function start(t: { after(done: () => void): void }, script: string | null) {
  const scriptPath = join(temporaryFolder(t), "worker.cjs");
  if (script !== null) writeFileSync(scriptPath, script);
  const reasons: string[] = [];
  let ended: () => void = () => undefined;
  const end = new Promise<void>(resolve => {
    ended = resolve;
  });
  const onExit = (reason: string) => {
    reasons.push(reason);
    ended();
  };
  return {
    started: startWorker({ scriptPath, readScript: () => assert.fail("not on the desktop"), onExit }),
    reasons,
    end,
  };
}

const echo = `const { parentPort } = require("node:worker_threads");
parentPort.on("message", message => {
  if (message.call === "crash") throw new Error("out of luck");
  if (message.call === "exit") process.exit(3);
  parentPort.postMessage({ reply: message.id, result: message.params });
});`;

interface Echo {
  echo(value: unknown): Promise<unknown>;
  crash(): Promise<void>;
  exit(): Promise<void>;
}

test("a worker answers over its wire, takes buffers over, and ends without news when told to", async t => {
  const { started, reasons } = start(t, echo);
  const { wire, terminate } = await started;
  const channel = new Channel<Echo>(wire, {});
  const buffer = new ArrayBuffer(4);
  assert.deepEqual(await channel.call("echo", { buffer }, [buffer]), { buffer: new ArrayBuffer(4) });
  assert.equal(buffer.byteLength, 0, "the buffer should have been handed over");
  await terminate();
  assert.deepEqual(reasons, []);
});

for (const [call, reason] of [
  ["crash", /The worker failed: out of luck$/],
  ["exit", /The worker exited with code 3\.$/],
] as const) {
  test(`a worker that ends by itself (${call}) is told once, and its calls can be rejected`, async t => {
    const { started, reasons, end } = start(t, echo);
    const { wire, terminate } = await started;
    const channel = new Channel<Echo>(wire, {});
    const waiting = channel.call(call, undefined);
    await end;
    channel.dispose(reasons[0]);
    await assert.rejects(waiting, reason);
    await terminate();
    assert.equal(reasons.length, 1, `one reason, not ${JSON.stringify(reasons)}`);
  });
}

for (const [what, script] of [
  ["missing", null],
  ["no program", "this is no program"],
  ["failing at its start", "throw new Error('at start')"],
] as const) {
  test(`a worker whose program is ${what} is told, not left silent`, async t => {
    const { started, reasons, end } = start(t, script);
    const rejection = started.then(
      () => end.then(() => null),
      (error: Error) => error,
    );
    const error = await rejection;
    assert.equal(reasons.length, error === null ? 1 : 0, "it should be told in one way");
    assert.match(reasons[0] ?? error?.message ?? "", /^The worker failed: /);
  });
}

test("outside of a worker there is no wire", () => {
  assert.throws(() => workerWire(), /only runs as a worker/);
});
