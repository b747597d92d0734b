import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { auditCode, auditInWords, readAudit } from "../house/known-faults";
import { repoRoot } from "./root";

/** Asks the registry for known faults of every package in package-lock.json. */
function main(): number {
  const shell = process.platform === "win32";
  const flags = ["audit", "--json", "--package-lock-only"];
  const { stdout, error } = spawnSync("npm", flags, {
    cwd: repoRoot(),
    encoding: "utf8",
    shell,
    timeout: 120_000,
  });
  const audit = readAudit(error === undefined ? stdout : String(error));
  const bundled: readonly string[] = JSON.parse(
    readFileSync(join(repoRoot(), "dist/bundled-inputs.json"), "utf8"),
  );
  console.log(auditInWords(audit, bundled));
  return auditCode(audit);
}

process.exitCode = main();
