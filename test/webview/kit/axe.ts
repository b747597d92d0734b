import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../harness/root";
import type { OpenView } from "./page";

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds wrong in a page, in words. */
export async function violations({ page }: Pick<OpenView, "page">): Promise<string[]> {
  await page.evaluate(readFileSync(join(repoRoot(), "node_modules/axe-core/axe.min.js"), "utf8"));
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(node => `${node.html} ${node.failureSummary ?? ""}`).join("\n")}`,
  );
}
