import { join } from "node:path";
import { repoRoot } from "./root";

/**
 * A copy of the environment for a program under test: without any Hugging Face variable, because a token of the
 * person who runs the tests must never reach a Hub on loopback, and without what VS Code or Node's test runner left.
 */
export function testEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const foreign = /^(HF_|HUGGING_?FACE|VSCODE_|NODE_OPTIONS|NODE_TEST_CONTEXT)/;
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !foreign.test(name)) kept[name] = value;
  }
  const noHome = join(repoRoot(), ".vscode-test/no-hugging-face-home");
  return { ...kept, HF_HOME: noHome, HUB_LINEAGE_ROOT: repoRoot(), ...extra };
}
