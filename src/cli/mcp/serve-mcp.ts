import { serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Core } from "../core";
import { type AllowedFolders, allowedFolders } from "./allowed-folders";
import { cliEngine } from "./cli-engine";
import { mcpServer } from "./mcp-server";

/** What `hub-lineage mcp` was told. */
export interface ServeOptions {
  readonly version: string;
  /** The folders that cards may be read from. */
  readonly roots: readonly string[];
  /** Told of what goes wrong with the connection. */
  readonly warn: (line: string) => void;
}

/** Serves the tools over standard input and output until the host closes them, or a signal comes. */
export async function serveMcp(core: Core, { version, roots, warn }: ServeOptions): Promise<void> {
  const engine = (hostRoots: readonly string[] | null) => {
    const folders = (): Promise<AllowedFolders> => allowedFolders(roots, hostRoots);
    return cliEngine(core, folders);
  };
  const ended = new Promise<void>(resolve => {
    process.stdin
      .once("end", resolve)
      .once("close", resolve)
      .once("error", () => resolve());
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
  const connection = serveStdio(() => mcpServer({ version, engine }), {
    onerror: error => warn(`MCP: ${error.message}`),
  });
  await ended;
  await connection.close();
}
