import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import manifest from "../../../package.json";
import { repoRoot } from "../../harness/root";
import { testEnvironment } from "../../harness/test-environment";

/** What the set-up says on a Node of another version, for a task that does not exist: nothing is installed or built. */
function setupOn(version: string): string {
  const disguise = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`;
  const { stderr } = spawnSync(
    process.execPath,
    [
      "--import",
      `data:text/javascript,${encodeURIComponent(disguise)}`,
      join(repoRoot(), "test/harness/setup.mjs"),
      "nothing",
    ],
    { env: testEnvironment() },
  );
  return stderr.toString();
}

test("a Node that is too old is told which one is needed, before anything else happens", () => {
  const oldest = manifest.engines.node.replace(">=", "");
  const [major = 0] = oldest.split(".").map(Number);
  for (const version of ["14.21.3", `${major - 1}.99.9`]) {
    const needed = `setup: Node ${version} is too old: Hub Lineage needs Node ${oldest} or later. `;
    assert.ok(setupOn(version).startsWith(needed), setupOn(version));
  }
  for (const version of [`${oldest}.0.0`.split(".", 3).join("."), `${major + 2}.0.0`])
    assert.match(setupOn(version), /^setup: Use one of: start, test/);
});
