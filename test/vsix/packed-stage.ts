import { rmSync } from "node:fs";
import { join } from "node:path";
import { packVsix } from "../harness/packed/pack-vsix";
import { repoRoot } from "../harness/root";
import { type Stage, type StageOptions, setStage } from "../integration/workbench/stage";

/** Packs what was built and sets a stage on which the extension runs from the package; the package is removed with it. */
export async function setPackedStage(name: string, options: Omit<StageOptions, "vsix"> = {}): Promise<Stage> {
  const vsix = join(repoRoot(), ".vscode-test", `${name}-${process.pid}.vsix`);
  const remove = () => rmSync(vsix, { force: true });
  try {
    await packVsix(vsix);
    return await setStage({ ...options, vsix });
  } finally {
    remove();
  }
}
