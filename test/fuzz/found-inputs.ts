import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../harness/root";

const folderOf = (target: string) => join(repoRoot(), "test/fixtures/fuzz", target);

/** The inputs that broke a target once, by the names of their files; the tests check them again on every run. */
export function foundInputs(target: string): readonly (readonly [string, Uint8Array<ArrayBuffer>])[] {
  const folder = folderOf(target);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map(name => [name, new Uint8Array(readFileSync(join(folder, name)))] as const);
}

/** Keeps an input for the tests; returns the path of its file. */
export function keepInput(target: string, input: Uint8Array): string {
  const folder = folderOf(target);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${createHash("sha256").update(input).digest("hex").slice(0, 12)}.bin`);
  writeFileSync(path, input);
  return path;
}
