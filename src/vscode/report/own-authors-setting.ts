import * as vscode from "vscode";
import { homeFolder } from "#platform";
import { mostOwnTableBytes, type OwnTable, ownTable } from "../../app/report/own-table";
import { showable, withoutLinks } from "../../lineage/showable";
import { t } from "../../words/words";
import { config } from "../config";

const setting = "hubLineage.organizations";

/**
 * The table in the file of the setting, with what is wrong with it in sentences; undefined if the setting is empty. In an
 * untrusted workspace, VS Code passes over the workspace's own value.
 */
export async function ownAuthorsOfSetting(): Promise<OwnTable | undefined> {
  const path = config.organizations;
  if (path === "") return undefined;
  const nothing = (problem: string): OwnTable => ({ entries: [], problems: [problem] });
  const file = placeOf(path);
  if (file === null)
    return nothing(t`${setting} is a relative path, but no folder is open: ${path}. Enter an absolute path.`);
  try {
    const { type, size } = await vscode.workspace.fs.stat(file);
    // Reading a pipe or a device might never end.
    if ((type & vscode.FileType.File) === 0) return nothing(t`${path} is not a file. Check ${setting}.`);
    if (size > mostOwnTableBytes)
      return nothing(t`${path} is larger than the limit of ${mostOwnTableBytes / 1e6} MB. Shorten it.`);
    return ownTable(path, new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  } catch (error) {
    const reason = error instanceof vscode.FileSystemError ? error.code : t`unknown reason`;
    return nothing(t`${path} cannot be read (${reason}). Check ${setting}.`);
  }
}

/** The file that the setting names; null for a relative path without a folder. */
function placeOf(path: string): vscode.Uri | null {
  const full = path.replace(/^~(?=$|[\\/])/, home => homeFolder() ?? home);
  if (/^([\\/]|[a-z]:[\\/])/i.test(full)) return vscode.Uri.file(full);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder === undefined ? null : vscode.Uri.joinPath(folder.uri, ...full.split(/[\\/]/));
}

let told = "";

/** The table of the setting, for every view that reads kinds of authors; what is wrong with it is shown once until it changes. */
export async function ownAuthors(log: { warn(line: string): void }): Promise<OwnTable | undefined> {
  const own = await ownAuthorsOfSetting();
  const problems = own?.problems.join("\n") ?? "";
  if (own !== undefined && problems !== told) warnOfOwnAuthors(own, log);
  told = problems;
  return own;
}

/** Shows what is wrong with the table, and offers the setting. */
export function warnOfOwnAuthors({ entries, problems }: OwnTable, log: { warn(line: string): void }): void {
  const [first, ...more] = problems;
  if (first === undefined) return;
  for (const problem of problems) log.warn(`${setting}: ${problem}`);
  const rest = more.length === 0 ? "" : t` The log has ${more.length} more.`;
  const used = entries.length === 0 ? t`Only the shipped table is used.` : t`The other rows are used.`;
  const act = t`Open Settings`;
  void vscode.window
    .showWarningMessage(withoutLinks(showable(t`Your table of organizations: ${first}${rest} ${used}`)), act)
    .then(choice => {
      if (choice === act) void vscode.commands.executeCommand("workbench.action.openSettings", setting);
    });
}
