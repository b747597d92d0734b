import type { JsonObject } from "../../../src/lineage/checked-json";
import { startCli } from "../run";

/** An answer, with the members that tests compare. */
export interface Reply {
  readonly id: string | number | null;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
  readonly result?: {
    readonly protocolVersion?: string;
    readonly supportedVersions?: readonly string[];
    readonly tools?: readonly { readonly name: string }[];
    readonly structuredContent?: JsonObject;
  };
}

/** What the program answered to lines on its standard input, and how it ended after the last of them. */
export interface Conversation {
  readonly code: number | null;
  readonly replies: readonly Reply[];
  readonly stderr: string;
}

/**
 * Sends lines to `hub-lineage mcp` as a host would that knows JSON-RPC alone, waits for so many answers (of all lines with an ID, if
 * nothing else is said), and closes the input.
 */
export async function conversation(
  args: readonly string[],
  lines: readonly string[],
  answers = lines.filter(line => /"id"/.test(line)).length,
): Promise<Conversation> {
  const child = startCli(["mcp", ...args]);
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", chunk => (stdout += String(chunk)));
  child.stderr?.on("data", chunk => (stderr += String(chunk)));
  const closed = new Promise<number | null>(done => child.once("close", done));
  for (const line of lines) child.stdin?.write(`${line}\n`);
  const replies = () => stdout.split("\n").filter(line => line !== "");
  while (replies().length < answers && child.exitCode === null)
    await new Promise(done => setTimeout(done, 20));
  child.stdin?.end();
  const code = await closed;
  return { code, replies: replies().map(line => JSON.parse(line)), stderr };
}

/** The request that opens a connection of 2025. */
export const initialize = JSON.stringify({
  jsonrpc: "2.0",
  id: "first",
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "by-hand", version: "1" },
  },
});
