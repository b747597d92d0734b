import * as vscode from "vscode";
import { homeFolder } from "#platform";
import { UserError } from "../../app/ports/errors";
import { config } from "../config";

/**
 * Where the index is kept: in the folder of the setting, else in VS Code's own storage. The web has no folders of its
 * own and always takes the latter. Throws UserError for a path that is not absolute.
 */
export function indexFolder(context: vscode.ExtensionContext): vscode.Uri {
  const home = homeFolder();
  const path = config.indexFolder;
  if (path === "" || home === null) return vscode.Uri.joinPath(context.globalStorageUri, "index");
  const full = path.replace(/^~(?=$|[\\/])/, home);
  if (/^([\\/]|[a-z]:[\\/])/i.test(full)) return vscode.Uri.file(full);
  throw new UserError(
    `hubLineage.index.folder is no absolute path: ${path}. Write it from the root or with ~, and start VS Code again.`,
  );
}
