import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { asList, asObject } from "../../src/lineage/checked-json";
import { repoRoot } from "../harness/root";
import { runInstalled } from "./installed-packages";

/** One check of a scenario of the suite, in the suite's words. */
export interface SuiteCheck {
  readonly scenario: string;
  readonly id: string;
  readonly status: string;
  readonly message: string;
}

const suite = "@modelcontextprotocol/conformance/dist/index.js";
const newerFs = pathToFileURL(join(repoRoot(), "test/agents/packages/newer-fs.mjs")).href;

/** Runs all scenarios of the conformance suite for a version of the protocol; `results` is an empty folder. */
export async function conformanceChecks(
  url: string,
  version: string,
  results: string,
): Promise<readonly SuiteCheck[]> {
  const args = ["server", "--url", url, "--suite", "all", "--spec-version", version, "-o", results];
  const { stdout, stderr } = await runInstalled([suite, "--import", newerFs], args);
  const checks = readdirSync(results).flatMap(folder => {
    const scenario = /^server-(.*)-\d{4}-\d\d-\d\dT/.exec(folder)?.[1] ?? folder;
    const all: unknown = JSON.parse(readFileSync(join(results, folder, "checks.json"), "utf8"));
    return asList(all).map(each => {
      const { id, status, errorMessage } = asObject(each) ?? {};
      return { scenario, id: String(id), status: String(status), message: String(errorMessage ?? "") };
    });
  });
  if (checks.length === 0) throw new Error(`The conformance suite made no checks: ${stdout}${stderr}`);
  return checks;
}
