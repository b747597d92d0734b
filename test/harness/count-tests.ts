import { createRequire, Module } from "node:module";

/** Prints the number of tests in each given program, as JSON by program; loads the programs without running tests. */
function main(programs: readonly string[]): void {
  let tests = 0;
  const test = () => {
    tests++;
  };
  const nothing = () => undefined;
  const fake = { test, before: nothing, after: nothing, beforeEach: nothing, afterEach: nothing };
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
