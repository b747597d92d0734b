import * as vscode from "vscode";
import type { Start } from "../start-extension";

/** The part of VS Code's interface that editors before 1.101 lack. */
interface McpInterface {
  readonly lm: {
    readonly registerMcpServerDefinitionProvider?: (
      id: string,
      provider: { provideMcpServerDefinitions(): Promise<readonly object[]> },
    ) => vscode.Disposable;
  };
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    version: string,
  ) => object;
}

/**
 * Offers `hub-lineage mcp` to the editor's agents: the npm package of the same version, over the index of this window. It starts
 * only if the user starts it, in a trusted workspace, and never on the web.
 */
export function registerMcpServer(load: Start, { extension }: vscode.ExtensionContext): vscode.Disposable {
  const { lm, McpStdioServerDefinition: Definition } = vscode as unknown as McpInterface;
  const provideMcpServerDefinitions = async (): Promise<readonly object[]> => {
    if (Definition === undefined || !vscode.workspace.isTrusted || vscode.env.uiKind === vscode.UIKind.Web)
      return [];
    const { session } = await load();
    if (session.isSample) return [];
    const roots = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
    const { version } = extension.packageJSON as { readonly version: string };
    const args = [
      ...["-y", `hub-lineage@${version}`, "mcp"],
      ...["--endpoint", session.endpoint, "--index", session.indexFolder.fsPath],
      ...(session.whyOffline === null ? [] : ["--offline"]),
      ...roots.flatMap(({ uri }) => ["--root", uri.fsPath]),
    ];
    return [new Definition("Hub Lineage", "npx", args, {}, version)];
  };
  const register = isTaken(vscode.version) ? lm.registerMcpServerDefinitionProvider : undefined;
  return register?.("hubLineage.mcp", { provideMcpServerDefinitions }) ?? vscode.Disposable.from();
}

/** Whether a version of VS Code takes servers: 1.100 has the function, but throws, because it reads another part of package.json. */
function isTaken(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 1 || minor >= 101;
}
