import * as vscode from "vscode";
import { homeFolder } from "#platform";
import { UserError } from "../../app/ports/errors";
import { t } from "../../words/words";
import { config } from "../config";
import { isSampleWindow } from "../sample/sample-window";

/**
 * The folder of the index: the one in the setting, or else VS Code's own storage, which is the only choice on the web.
 * Throws UserError for a path that is not absolute.
 */
export function indexFolder(context: vscode.ExtensionContext): vscode.Uri {
  // Never made: the sample's index is kept in memory.
  if (isSampleWindow()) return vscode.Uri.joinPath(context.globalStorageUri, "sample");
  const home = homeFolder();
  const path = config.indexFolder;
  if (path === "" || home === null) return vscode.Uri.joinPath(context.globalStorageUri, "index");
  const full = path.replace(/^~(?=$|[\\/])/, home);
  if (/^([\\/]|[a-z]:[\\/])/i.test(full)) return vscode.Uri.file(full);
  throw new UserError(
    t`hubLineage.index.folder is not an absolute path: ${path}. Enter an absolute path or one that begins with ~, then restart VS Code.`,
  );
}
