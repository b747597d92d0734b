import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { repoRoot } from "../../harness/root";

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

interface WithAxe {
  readonly axe?: {
    run(options: { resultTypes: readonly string[] }): Promise<{ violations: readonly Violation[] }>;
  };
}

/** Descriptions of the accessibility violations that axe finds in a page or frame. */
export async function violations(frame: Pick<Frame, "evaluate">): Promise<string[]> {
  const isThere = await frame.evaluate(() => (window as WithAxe).axe !== undefined);
  // The script has half a megabyte; load it once for each page.
  if (!isThere)
    await frame.evaluate(readFileSync(join(repoRoot(), "node_modules/axe-core/axe.min.js"), "utf8"));
  const found = await frame.evaluate(async () => {
    const { axe } = window as WithAxe;
    if (axe === undefined) throw new Error("axe did not load in the page.");
    return (await axe.run({ resultTypes: ["violations"] })).violations;
  });
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(node => `${node.html} ${node.failureSummary ?? ""}`).join("\n")}`,
  );
}
