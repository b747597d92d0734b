import type { SnapshotCommand } from "./snapshot-arguments";
export function listAnalyses(_: SnapshotCommand & { readonly name: "list-analyses" }): string {
  return "";
}
export async function runAnalyses(
  _: SnapshotCommand & { readonly name: "analyse" },
  _w: (line: string) => void,
): Promise<string> {
  return "";
}
