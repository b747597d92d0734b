import type { Severity } from "../card/finding";

/** What SARIF calls our severities. */
export const sarifLevels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
  hint: "note",
};

/** A SARIF 2.1.0 (OASIS) log of one run of this program. */
export function sarifRun(version: string, rules: readonly unknown[], run: Readonly<Record<string, unknown>>) {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "hub-lineage", version, rules } }, ...run }],
  };
}
