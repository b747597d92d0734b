import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Core } from "../core";
import { type AllowedFolders, allowedFolders } from "./allowed-folders";
import { CheckedLines, longestLine } from "./checked-lines";
import { cliEngine } from "./cli-engine";
import { mcpServer } from "./mcp-server";
import { OpenRequests } from "./open-requests";

/** How long answers are awaited after the host closed its side, in ms: nobody may read them any more. */
const lastAnswersMs = 10_000;

/** What `hub-lineage mcp` was told. */
export interface ServeOptions {
  readonly version: string;
  /** The folders that cards may be read from. */
  readonly roots: readonly string[];
  /** Told of what goes wrong with the connection. */
  readonly warn: (line: string) => void;
}

/**
 * Serves the tools over standard input and output until the host closes them, or a signal comes. Returns false if the connection
 * broke before, as when nobody reads the answers any more.
 */
export async function serveMcp(core: Core, { version, roots, warn }: ServeOptions): Promise<boolean> {
  const engine = (hostRoots: readonly string[] | null) => {
    const folders = (): Promise<AllowedFolders> => allowedFolders(roots, hostRoots);
    return cliEngine(core, folders);
  };
  const requests = new OpenRequests();
  let end: (isAsTold: boolean) => void = () => undefined;
  const ended = new Promise<boolean>(resolve => {
    end = resolve;
  });
  const lines = new CheckedLines({
    asked: message => requests.asked(message),
    ended: () => void requests.settled(lastAnswersMs).then(() => end(true)),
    answer: line => process.stdout.write(line),
    warn: sentence => warn(`MCP: ${sentence}`),
  });
  const wire = new StdioServerTransport(lines, process.stdout, { maxBufferSize: 2 * longestLine });
  const send = wire.send.bind(wire);
  wire.send = async message => {
    await send(message);
    if ("id" in message && !("method" in message)) requests.answered(message.id);
  };
  const connection = serveStdio(() => mcpServer({ version, engine }), {
    transport: wire,
    onerror: error => warn(`MCP: ${error.message}`),
  });
  const asTold = () => end(true);
  process.stdin.once("error", asTold);
  process.once("SIGINT", asTold).once("SIGTERM", asTold);
  const { onclose } = wire;
  wire.onclose = () => {
    onclose?.();
    end(false);
  };
  process.stdin.pipe(lines);
  const isAsTold = await ended;
  await connection.close();
  if (!isAsTold) warn("MCP: The connection to the host broke, so the server ended. Start it again.");
  return isAsTold;
}
