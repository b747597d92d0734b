import { test } from "node:test";
import { soundRows } from "../../unit/snapshot/snapshot-stage";
import { missing, waysToDuckdb, withSnapshot } from "./duckdb-ways";
import { assertEndedAtLimit, assertEndedWith, wrapperOf } from "./ended-duckdb";

test("no way to DuckDB leaves a process, whatever ends the program that asks", t =>
  withSnapshot(soundRows, async index => {
    if (process.platform !== "linux") return t.skip("reads /proc");
    const ways = waysToDuckdb();
    const program = ways.find(({ name }) => name === "command line");
    if (program === undefined) return t.skip(missing);
    for (const way of [...ways, { name: "script", path: wrapperOf(program.path, index) }]) {
      await assertEndedAtLimit(index, way);
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)
        await assertEndedWith(index, way, signal);
    }
  }));
