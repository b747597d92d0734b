import { setFlagsFromString } from "node:v8";

/**
 * For a command that asks SQLite little, called before it is started: V8 compiles SQLite once and does not optimize it, which
 * takes longer than the command does.
 */
export function keepSqliteBrief(): void {
  setFlagsFromString("--liftoff-only");
}
