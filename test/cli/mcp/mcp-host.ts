import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { asObject, type JsonObject } from "../../../src/lineage/checked-json";
import { startSampleHub } from "../../harness/hub";
import { repoRoot } from "../../harness/root";
import { testEnvironment } from "../../harness/test-environment";
import type { LoopbackHub } from "../../hub/server";
import { withFolder } from "../run";

/** The versions of the protocol that hosts speak: by a handshake, and without sessions. */
export const protocols = ["2025-11-25", "2026-07-28"] as const;

/** One of them. */
export type Protocol = (typeof protocols)[number];

/** How long a request may take on a busy machine, in ms. */
const longestMs = 240_000;

/** How a host is set up. */
export interface HostSetup {
  readonly protocol?: Protocol;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The folders that the host says it allows; absent if it names none. */
  readonly roots?: readonly string[];
  /** Extensions of the protocol that the host says it has. */
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A host that is connected, and what the server wrote to its standard error. */
export interface Host {
  readonly client: Client;
  stderr(): string;
}

/** Starts `hub-lineage mcp`, connects the official client to it, and closes both after the work. */
export async function withHost<T>(setup: HostSetup, work: (host: Host) => Promise<T>): Promise<T> {
  const { protocol = "2026-07-28", args, cwd, env, roots, extensions } = setup;
  const client = new Client(
    { name: "test-host", version: "1.0.0" },
    {
      capabilities: {
        ...(roots === undefined ? {} : { roots: {} }),
        ...(extensions === undefined ? {} : { extensions: JSON.parse(JSON.stringify(extensions)) }),
      },
      versionNegotiation: { mode: protocol === "2025-11-25" ? "legacy" : { pin: protocol } },
    },
  );
  if (roots !== undefined)
    client.setRequestHandler("roots/list", async () => ({
      roots: roots.map(uri => ({ uri, name: "root" })),
    }));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(repoRoot(), "dist/cli.js"), "mcp", ...args],
    env: testEnvironment(env),
    stderr: "pipe",
    ...(cwd === undefined ? {} : { cwd }),
  });
  let stderr = "";
  transport.stderr?.on("data", chunk => (stderr += String(chunk)));
  await client.connect(transport, { timeout: longestMs });
  try {
    return await work({ client, stderr: () => stderr });
  } finally {
    await client.close();
  }
}

/** The same with a Hub on loopback and an empty index; `more` adds to the arguments. */
export async function withHubHost<T>(
  setup: Omit<HostSetup, "args"> & { readonly more?: readonly string[] },
  work: (host: Host, hub: LoopbackHub) => Promise<T>,
): Promise<T> {
  const hub = await startSampleHub();
  try {
    return await withFolder(index =>
      withHost({ ...setup, args: ["--endpoint", hub.url, "--index", index, ...(setup.more ?? [])] }, host =>
        work(host, hub),
      ),
    );
  } finally {
    await hub.close();
  }
}

/** An answer of a tool: its text, its structured content, and whether it is an error. */
export interface Called {
  readonly text: string;
  readonly data: JsonObject;
  readonly isError: boolean;
}

/** Calls a tool; the client itself checks the structured content against the tool's schema. */
export async function callTool(
  { client }: Host,
  name: string,
  given: Readonly<Record<string, unknown>>,
  options: Parameters<Client["callTool"]>[1] = {},
): Promise<Called> {
  const result = await client.callTool({ name, arguments: given }, { timeout: longestMs, ...options });
  const [content] = result.content;
  if (content?.type !== "text") throw new Error(`${name} returned no text`);
  return {
    text: content.text,
    data: asObject(result.structuredContent) ?? {},
    isError: result.isError === true,
  };
}
