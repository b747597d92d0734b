import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { keepInput } from "../fuzz/found-inputs";
import type { FuzzTarget } from "../fuzz/fuzz-target";
import { fuzzTargets } from "../fuzz/fuzz-targets";
import { inputOf } from "../fuzz/mutate";
import { type FuzzFinding, runTarget } from "../fuzz/run-target";

const usage = `npm run fuzz -- [TARGET …] [--seconds N] [--seed S] [--list]

Changes sound inputs at random and checks what each reader makes of them. Findings are made short and saved in
test/fixtures/fuzz/TARGET, where npm test checks them on every run. Without a target, all of them run.`;

/** How long one input may take before it counts as hanging. */
const patienceMs = 20_000;

interface Order {
  readonly name: string;
  readonly seed: number;
  readonly seconds: number;
  /** The number of the round that is running. */
  readonly round: SharedArrayBuffer;
}

/** In the worker: runs one target until its time is over. */
async function work({ name, seed, seconds, round: shared }: Order): Promise<void> {
  const target = fuzzTargets.find(each => each.name === name);
  if (target === undefined) return;
  const counter = new Int32Array(shared);
  const end = performance.now() + seconds * 1000;
  const next = (round: number) => {
    Atomics.store(counter, 0, round);
    return performance.now() < end;
  };
  parentPort?.postMessage(await runTarget(target, { seed, next }));
}

/** Runs a target in a worker, which is ended if a single input holds it for too long. */
async function fuzzOne(target: FuzzTarget, seed: number, seconds: number): Promise<number> {
  const round = new SharedArrayBuffer(4);
  const counter = new Int32Array(round);
  const workerData: Order = { name: target.name, seed, seconds, round };
  const worker = new Worker(__filename, { workerData });
  let last = { round: -1, since: performance.now() };
  const watch = new Promise<readonly FuzzFinding[]>(resolve => {
    const timer = setInterval(async () => {
      const now = Atomics.load(counter, 0);
      if (now !== last.round) last = { round: now, since: performance.now() };
      if (performance.now() - last.since < patienceMs) return;
      clearInterval(timer);
      const source = { seeds: await target.seeds(), words: target.words };
      const input = inputOf(source, seed, now);
      resolve([{ round: now, input, error: `takes more than ${patienceMs / 1000} s` }]);
    }, 1000);
    worker.once("message", (found: readonly FuzzFinding[]) => {
      clearInterval(timer);
      resolve(found);
    });
  });
  const failed = new Promise<never>((_, reject) => worker.once("error", reject));
  const found = await Promise.race([watch, failed]);
  await worker.terminate();
  const rounds = Atomics.load(counter, 0).toLocaleString("en-US");
  console.log(`${target.name}: ${rounds} inputs in ${seconds} s with seed ${seed}, ${found.length} findings`);
  for (const { round: at, input, error } of found)
    console.log(`  round ${at}: ${error}\n    kept in ${keepInput(target.name, new Uint8Array(input))}`);
  return found.length;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      seconds: { type: "string", default: "300" },
      seed: { type: "string" },
      list: { type: "boolean" },
      help: { type: "boolean" },
    },
    allowPositionals: true,
  });
  if (values.help === true) console.log(usage);
  if (values.list === true)
    for (const { name, oracle } of fuzzTargets) console.log(`${name.padEnd(14)} ${oracle}`);
  if (values.help === true || values.list === true) return 0;
  const unknown = positionals.filter(name => !fuzzTargets.some(target => target.name === name));
  const seconds = Number(values.seconds);
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
  if (unknown.length > 0 || !(seconds > 0) || !Number.isSafeInteger(seed)) {
    const names = fuzzTargets.map(target => target.name).join(", ");
    console.error(`${usage}\n\nTargets: ${names}. N is a number above 0, and S a whole number.`);
    return 2;
  }
  const chosen = fuzzTargets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  let found = 0;
  for (const target of chosen) found += await fuzzOne(target, seed, seconds);
  return found > 0 ? 1 : 0;
}

if (isMainThread) {
  main().then(
    code => process.exit(code),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
} else void work(workerData as Order);
