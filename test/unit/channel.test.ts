import assert from "node:assert/strict";
import { test } from "node:test";
import { MessageChannel } from "node:worker_threads";
import { Channel, RemoteError, remote, type Wire } from "../../src/channel";

interface Calculator {
  double(value: number): Promise<number>;
  length(buffer: ArrayBuffer): Promise<number>;
  never(): Promise<void>;
}

const names = { double: true, length: true, never: true } as const;

/** Two ends of a wire that carry messages by structured clone, as workers and webviews do. */
function wires(t: { after(done: () => void): void }): [Wire, Wire] {
  const { port1, port2 } = new MessageChannel();
  t.after(() => port1.close());
  const wire = (port: typeof port1): Wire => ({
    post: (message, transfer = []) => port.postMessage(message, [...transfer]),
    onMessage: handler => void port.on("message", handler),
  });
  return [wire(port1), wire(port2)];
}

const calculator = {
  double: async (value: number) => {
    if (value < 0) throw new TypeError("only for positive numbers");
    return value * 2;
  },
  length: async (buffer: ArrayBuffer) => buffer.byteLength,
  never: () => new Promise<void>(() => undefined),
};

test("a call answers with the result of the other side, several at once each with its own", async t => {
  const [here, there] = wires(t);
  new Channel(there, calculator);
  const api = remote(new Channel<Calculator>(here, {}), names);
  assert.deepEqual(await Promise.all([api.double(1), api.double(2), api.double(3)]), [2, 4, 6]);
});

test("an error of the other side arrives with its name and its words", async t => {
  const [here, there] = wires(t);
  new Channel(there, calculator);
  const api = remote(new Channel<Calculator>(here, {}), names);
  await assert.rejects(api.double(-1), error => {
    assert.ok(error instanceof RemoteError);
    assert.equal(error.name, "TypeError");
    assert.equal(error.message, "only for positive numbers");
    return true;
  });
});

test("something thrown that is no error still settles the call", async t => {
  const [here, there] = wires(t);
  new Channel(there, { double: () => Promise.reject("just words") });
  await assert.rejects(new Channel<Calculator>(here, {}).call("double", 1), /just words/);
});

test("a call that the other side does not serve is an error, also one of every object", async t => {
  const [here, there] = wires(t);
  new Channel(there, calculator);
  const channel = new Channel<Calculator & { toString(): Promise<string> }>(here, {});
  await assert.rejects(channel.call("toString", undefined), /no call named toString/);
});

test("a buffer is handed over, not copied", async t => {
  const [here, there] = wires(t);
  new Channel(there, calculator);
  const buffer = new ArrayBuffer(8);
  assert.equal(await new Channel<Calculator>(here, {}).call("length", buffer, [buffer]), 8);
  assert.equal(buffer.byteLength, 0, "the sender should not own the buffer any more");
});

test("what cannot be sent rejects the call", async t => {
  const [here] = wires(t);
  const channel = new Channel<{ send(value: unknown): Promise<void> }>(here, {});
  await assert.rejects(
    channel.call("send", () => undefined),
    /could not be cloned/,
  );
});

test("a result that cannot be sent back rejects the call", async t => {
  const [here, there] = wires(t);
  new Channel(there, { double: async () => () => undefined });
  const outcome = new Channel<Calculator>(here, {}).call("double", 1);
  await assert.rejects(outcome, /could not be cloned/);
});

test("disposal rejects what waits and what comes later, with the reason", async t => {
  const [here, there] = wires(t);
  new Channel(there, calculator);
  const channel = new Channel<Calculator>(here, {});
  const waiting = channel.call("never", undefined);
  channel.dispose("The worker ended.");
  channel.dispose("Too late to give another reason.");
  await assert.rejects(waiting, /^Error: The worker ended\.$/);
  await assert.rejects(channel.call("double", 1), /^Error: The worker ended\.$/);
});

test("both sides serve and call over one wire", async t => {
  const [here, there] = wires(t);
  const back = new Channel<Calculator>(there, { double: (value: number) => back.call("double", value + 1) });
  const forth = new Channel<Calculator>(here, calculator);
  assert.equal(await forth.call("double", 1), 4);
});

test("messages that are none of ours are ignored", async t => {
  const [here, there] = wires(t);
  new Channel(there, calculator);
  const channel = new Channel<Calculator>(here, {});
  for (const noise of [null, 7, "text", { reply: 99 }, { call: "double" }, { id: 1 }]) there.post(noise);
  assert.equal(await channel.call("double", 4), 8);
});
