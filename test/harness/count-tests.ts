import { createRequire, Module } from "node:module";

/** Prints the number of tests in each given program, as JSON by program; loads the programs without running tests. */
function main(programs: readonly string[]): void {
  let tests = 0;
  const test = () => {
    tests++;
  };
  const nothing = () => undefined;
  // Only the function of a group runs, because it holds tests.
  const describe = (...named: readonly unknown[]) => {
    const group = named.at(-1);
    if (typeof group === "function") group();
  };
  const fake = {
    ...{ test, it: test, describe, suite: describe },
    ...{ before: nothing, after: nothing, beforeEach: nothing, afterEach: nothing },
  };
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const load = loader._load;
  loader._load = (request, ...rest) => (request === "node:test" ? fake : load(request, ...rest));
  const require = createRequire(__filename);
  const counts = programs.map(program => {
    tests = 0;
    require(program);
    return [program, tests] as const;
  });
  process.stdout.write(JSON.stringify(Object.fromEntries(counts)));
}

main(process.argv.slice(2));
