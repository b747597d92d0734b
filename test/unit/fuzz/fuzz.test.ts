import assert from "node:assert/strict";
import { test } from "node:test";
import { foundInputs } from "../../fuzz/found-inputs";
import { BrokenOracle, type FuzzTarget } from "../../fuzz/fuzz-target";
import { fuzzTargets } from "../../fuzz/fuzz-targets";
import { inputOf } from "../../fuzz/mutate";
import { faultOf, runTarget } from "../../fuzz/run-target";

const seed = 20_261_129;
const rounds = 200;

for (const target of fuzzTargets) {
  test(`${target.name}: ${rounds} inputs, and all that were ever found`, async () => {
    const found = await runTarget(target, { seed, next: round => round < rounds });
    const told = found.map(({ round, error }) => `round ${round}: ${error}`);
    assert.deepEqual(told, [], `run: npm run fuzz -- ${target.name} --seed ${seed}`);
    for (const [name, input] of foundInputs(target.name)) {
      const fault = await faultOf(target, input);
      assert.equal(fault, null, `${name} again: ${fault?.message}`);
    }
  });
}

test("sound inputs pass every target", async () => {
  for (const target of fuzzTargets) {
    const seeds = await target.seeds();
    // The cards have tests of their own; a tenth of them shows that the oracle is not too strict.
    const some = seeds.filter((_, at) => seeds.length < 10 || at % 10 === 0);
    for (const input of some) assert.equal(await faultOf(target, new Uint8Array(input)), null, target.name);
  }
});

test("a round makes the same input for the same seed, and another for another", () => {
  const source = { seeds: [new TextEncoder().encode("one two three")], words: ["word"] };
  const inputs = (from: number) =>
    Array.from({ length: 50 }, (_, round) => inputOf(source, from, round).join());
  assert.deepEqual(inputs(1), inputs(1));
  assert.notDeepEqual(inputs(1), inputs(2));
  assert.ok(new Set(inputs(1)).size > 40, "rounds differ");
});

test("a fault is found, made short, and reported once", async () => {
  const target: FuzzTarget = {
    name: "made-up",
    oracle: "There is no x.",
    seeds: () => [new TextEncoder().encode("a text without that letter, of some length")],
    words: ["x"],
    check(input) {
      if (input.includes(0x78)) throw new BrokenOracle(`there is an x after ${input.indexOf(0x78)}`);
    },
  };
  const found = await runTarget(target, { seed: 1, next: round => round < 200 });
  assert.deepEqual(
    found.map(({ input }) => new TextDecoder().decode(input)),
    ["x"],
  );
});
