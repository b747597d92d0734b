import { test } from "node:test";
import { soundRows } from "../../unit/snapshot/snapshot-stage";
import { missing, waysToDuckdb, withSnapshot } from "./duckdb-ways";
import { assertEndedAtLimit, assertEndedWith, wrapperOf } from "./ended-duckdb";

test("DuckDB behind a script is ended at the limit of time, and when the program that asks is killed", t =>
  withSnapshot(soundRows, async index => {
    if (process.platform !== "linux") return t.skip("reads /proc");
    const program = waysToDuckdb().find(({ name }) => name === "command line");
    if (program === undefined) return t.skip(missing);
    const wrapper = { name: "script", path: wrapperOf(program.path, index) };
    await assertEndedAtLimit(index, wrapper);
    await assertEndedWith(index, wrapper, "SIGKILL");
  }));
