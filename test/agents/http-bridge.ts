import type { ChildProcess } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { asObject, type JsonObject } from "../../src/lineage/checked-json";
import { startCli } from "../cli/run";
import { standIn } from "./stand-ins";

/** A bridge that runs: where it listens, and how it ends. */
export interface Bridge {
  readonly url: string;
  /** What the servers wrote to their standard error. */
  stderr(): string;
  close(): Promise<void>;
}

/** A request that waits for its answer: what its notifications name, and who sends what comes back. */
interface Waiting {
  readonly progressToken: unknown;
  readonly send: (message: JsonObject) => void;
}

/**
 * Puts `hub-lineage mcp` behind Streamable HTTP, for the conformance suite, which knows no standard input and output. It carries
 * messages as they are: each session of 2025 has a process of its own, and all requests without a session share one. Its own are
 * only sessions, the status codes, and the check of the header Host.
 */
export async function startBridge(args: readonly string[]): Promise<Bridge> {
  const lines = new Map<string, StdioLine>();
  const ended: string[] = [];
  const lineOf = (session: string): StdioLine => {
    const found = lines.get(session);
    if (found !== undefined) return found;
    const line = new StdioLine(args);
    lines.set(session, line);
    // The first message decides which era of the protocol a process speaks.
    if (session === "") line.write(modernRequest);
    return line;
  };
  const http = createServer((request, response) => {
    carry(request, response, { lines, lineOf }).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  await new Promise<void>(done => http.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`,
    stderr: () => [...ended, ...[...lines.values()].map(line => line.stderr)].join(""),
    close: async () => {
      http.closeAllConnections();
      http.close();
      await Promise.all([...lines.values()].map(line => line.end()));
    },
  };
}

const modernRequest: JsonObject = {
  jsonrpc: "2.0",
  id: "opens the line",
  method: "tools/list",
  params: {
    _meta: {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientInfo": { name: "http-bridge", version: "1" },
      "io.modelcontextprotocol/clientCapabilities": {},
    },
  },
};

interface Lines {
  readonly lines: Map<string, StdioLine>;
  readonly lineOf: (session: string) => StdioLine;
}

async function carry(
  request: IncomingMessage,
  response: ServerResponse,
  { lines, lineOf }: Lines,
): Promise<void> {
  const end = (status: number, headers: Record<string, string> = {}) => {
    request.resume();
    response.writeHead(status, headers).end();
  };
  const isLocal = (host: string) => /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(host);
  const { host = "", origin } = request.headers;
  if (!isLocal(host) || (origin !== undefined && !isLocal(origin.replace(/^https?:\/\//, ""))))
    return end(403);
  const session = String(request.headers["mcp-session-id"] ?? "");
  if (session !== "" && !lines.has(session)) return end(404);
  if (request.method === "DELETE") {
    await lines.get(session)?.end();
    lines.delete(session);
    return end(200);
  }
  if (request.method !== "POST") return end(405, { allow: "POST, DELETE" });
  const sent = asObject(JSON.parse(await bodyOf(request)));
  if (sent === null) return end(400);
  const message = standIn(sent);
  const isModern = isStateless(message) || String(request.headers["mcp-protocol-version"] ?? "") > "2026";
  const isOpening = message.method === "initialize" && !isModern;
  if (session === "" && !isOpening && !isModern) return end(400);
  const to = isOpening ? `session-${lines.size + 1}-${process.pid}` : session;
  if (!Object.hasOwn(message, "id") || !Object.hasOwn(message, "method")) {
    lineOf(to).write(message);
    return end(202);
  }
  answer(message, response, { line: lineOf(to), session: to });
}

function isStateless({ params }: JsonObject): boolean {
  const meta = asObject(asObject(params)?._meta);
  return meta?.["io.modelcontextprotocol/protocolVersion"] !== undefined;
}

/** Streams what comes back for a request: progress, and its answer at the end. */
function answer(
  message: JsonObject,
  response: ServerResponse,
  { line, session }: { readonly line: StdioLine; readonly session: string },
): void {
  const headers = session === "" ? {} : { "mcp-session-id": session };
  let isOpen = false;
  const send = (back: JsonObject): void => {
    const isLast = !Object.hasOwn(back, "method");
    if (isLast && !isOpen) {
      const status = session === "" && Object.hasOwn(back, "error") ? statusOf(back) : 200;
      response.writeHead(status, { ...headers, "content-type": "application/json" });
      response.end(JSON.stringify(back));
      return;
    }
    if (!isOpen) response.writeHead(200, { ...headers, "content-type": "text/event-stream" });
    isOpen = true;
    response.write(`event: message\ndata: ${JSON.stringify(back)}\n\n`);
    if (isLast) response.end();
  };
  const forget = line.ask(message, send);
  response.once("close", forget);
}

/** The status that goes with an error of the protocol of 2026. */
function statusOf({ error }: JsonObject): number {
  return asObject(error)?.code === -32601 ? 404 : 400;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** One `hub-lineage mcp`, and who waits for what it answers. */
class StdioLine {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<unknown, Waiting>();
  stderr = "";

  constructor(args: readonly string[]) {
    this.#child = startCli(["mcp", ...args]);
    this.#child.stderr?.on("data", chunk => {
      this.stderr += String(chunk);
    });
    if (this.#child.stdout === null) throw new Error("The server has no standard output.");
    createInterface({ input: this.#child.stdout }).on("line", line => this.#take(JSON.parse(line)));
  }

  write(message: JsonObject): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  /** Sends a request; returns how to forget it, which cancels it. */
  ask(message: JsonObject, send: (back: JsonObject) => void): () => void {
    const { id } = message;
    const { progressToken } = asObject(asObject(message.params)?._meta) ?? {};
    this.#waiting.set(id, { progressToken, send });
    this.write(message);
    return () => {
      if (!this.#waiting.delete(id)) return;
      this.write({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id } });
    };
  }

  async end(): Promise<void> {
    const closed = new Promise(done => this.#child.once("close", done));
    this.#child.stdin?.end();
    if (this.#child.exitCode === null) await closed;
  }

  #take(message: JsonObject): void {
    if (!Object.hasOwn(message, "method")) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      waiting?.send(message);
      return;
    }
    const params = asObject(message.params);
    const subscription = asObject(params?._meta)?.["io.modelcontextprotocol/subscriptionId"];
    for (const [id, { progressToken, send }] of this.#waiting)
      if (subscription === id || (progressToken !== undefined && progressToken === params?.progressToken))
        send(message);
  }
}
