import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../root";

/** Absolute paths of the two programs that the harness drives. */
export interface Places {
  readonly vscodeServer: string;
  readonly chromium: string;
}

/** Where setup.mjs installed VS Code and Chromium; throws an error that says what to run if they are not installed. */
export function programPlaces(): Places {
  const file = join(repoRoot(), ".vscode-test/places.json");
  if (!existsSync(file))
    throw new Error("VS Code and Chromium are missing. Run `node test/harness/setup.mjs bring`.");
  const { vscodeServer, chromium } = JSON.parse(readFileSync(file, "utf8")) as Places;
  return { vscodeServer, chromium: process.env.CHROME_PATH || chromium };
}
