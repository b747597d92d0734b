import * as vscode from "vscode";
import { commonToolNames } from "../../agents/tool-names";
import type { Start } from "../start-extension";
import { registerMcpServer } from "./mcp-definition";

/** What VS Code calls a tool; package.json declares it under this name. */
export const toolPrefix = "hub_lineage_";

/** Registers the tools for language models, and the MCP server where the editor has a place for it. The first call loads the rest. */
export function registerTools(load: Start, context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.Disposable.from(
    ...commonToolNames.map(name =>
      vscode.lm.registerTool<object>(toolPrefix + name, {
        invoke: async ({ input }, token) => (await load()).agents.invoke(name, input, token),
        prepareInvocation: async ({ input }) => (await load()).agents.prepare(name, input),
      }),
    ),
    registerMcpServer(load, context),
  );
}
