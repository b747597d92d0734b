import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { ProgressLine } from "../../../../src/cli/terminal/progress-line";

function terminal(isTTY: boolean, columns = 40) {
  const written: string[] = [];
  return { isTTY, columns, write: (text: string) => written.push(text), written };
}

test("a progress line appears only after a second, shows the latest text cut to the terminal, and is cleared", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const stream = terminal(true, 20);
    const line = new ProgressLine(stream, {});
    line.say("first");
    line.say("the second text, which is long");
    assert.deepEqual(stream.written, []);
    mock.timers.tick(1_000);
    assert.deepEqual(stream.written, ["\r\u001b[Kthe second text, w…"]);
    line.clear();
    assert.equal(stream.written.at(-1), "\r\u001b[K");
    line.clear();
    assert.equal(stream.written.length, 2, "what is cleared is not cleared again");
  } finally {
    mock.timers.reset();
  }
});

test("before work that holds the program, the line appears at once", () => {
  const stream = terminal(true);
  new ProgressLine(stream, {}).sayBefore("Running analysis 1 of 2");
  assert.deepEqual(stream.written, ["\r\u001b[KRunning analysis 1 of 2"]);
});

test("nothing is written but to a terminal, and nothing to a dumb one", () => {
  for (const [stream, environment] of [
    [terminal(false), {}],
    [terminal(true), { TERM: "dumb" }],
  ] as const) {
    const line = new ProgressLine(stream, environment);
    line.sayBefore("working");
    line.clear();
    assert.deepEqual(stream.written, []);
  }
});
