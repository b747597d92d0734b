import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repoRoot } from "./root";

/** A copy of the sample cards in a temporary folder. */
export interface SampleWorkspace {
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  /** Absolute path of a sample folder's card. */
  card(name: string): string;
  remove(): void;
}

/** Copies test/fixtures/workspace; a folder `ORG__NAME` becomes a clone of ORG/NAME from `endpoint`. */
export function makeSampleWorkspace(endpoint: string): SampleWorkspace {
  const source = join(repoRoot(), "test/fixtures/workspace");
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "hub-lineage-workspace-")));
  const folder = join(parent, "model-cards");
  cpSync(source, folder, { recursive: true });
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const [org, name] = entry.name.split("__");
    if (entry.isDirectory() && org && name)
      writeRemote(join(folder, entry.name), `${endpoint}/${org}/${name}`);
  }
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(
    join(folder, ".vscode/settings.json"),
    '{ "files.exclude": { "**/.git": true, ".vscode": true } }\n',
  );
  return {
    folder,
    card: name => join(folder, name, "README.md"),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}

/** The minimum of a git folder for reading remotes; git is not run. */
function writeRemote(folder: string, url: string): void {
  mkdirSync(join(folder, ".git"), { recursive: true });
  writeFileSync(join(folder, ".git/HEAD"), "ref: refs/heads/main\n");
  writeFileSync(
    join(folder, ".git/config"),
    `[core]\n\trepositoryformatversion = 0\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
  );
}
