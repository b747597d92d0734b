import * as vscode from "vscode";
import { startWorker } from "#platform";
import { indexCalls, lazyIndex } from "../../app/index/index-calls";
import { HubError } from "../../app/ports/errors";
import type { NamedFiles } from "../../app/ports/file-ports";
import type { Index } from "../../app/ports/index-port";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { Channel, RemoteError, remote } from "../../channel";
import type { PlainFrontMatter, WorkerCalls } from "../../protocol";
import type { ParseApart } from "../card/card-text";
import { once } from "../lifecycle";
import { workerProgram } from "../worker-program";

/** The index in its worker, which starts at the first call and restarts after a crash. */
export interface IndexWorker extends vscode.Disposable {
  readonly index: Index;
  /** Parses long front matter outside the host. */
  readonly parse: ParseApart;
}

/** Creates the index client without starting the worker; `folderOf` returns the index folder. */
export function createIndexWorker(
  extensionUri: vscode.Uri,
  folderOf: () => vscode.Uri,
  log: vscode.LogOutputChannel,
): IndexWorker {
  let stop: (() => Promise<void>) | null = null;
  let start = once(open);

  async function open(): Promise<Pick<IndexWorker, "index" | "parse">> {
    const folder = folderOf();
    const { scriptPath, readScript, readWasm } = workerProgram(extensionUri);
    const wasm = await readWasm();
    const worker = await startWorker({
      scriptPath,
      readScript,
      onExit: reason => {
        log.error(`index worker ended: ${reason}`);
        channel.dispose(`The index stopped unexpectedly (${reason}). Try again. Saved data has been kept.`);
        start = once(open);
      },
    });
    const channel: Channel<WorkerCalls> = new Channel<WorkerCalls>(worker.wire, folderFiles(folder));
    stop = async () => {
      await channel.call("save", undefined).catch(() => undefined);
      channel.dispose();
      await worker.terminate();
    };
    const status = await channel.call("open", { wasm, folder: folder.fsPath }, [wasm]);
    log.info(`index opened models=${status.models} edges=${status.edges} bytes=${status.bytes}`);
    if (status.notice !== null) log.warn(status.notice);
    const calls = remote<WorkerCalls>(channel, {
      ...indexCalls,
      open: true,
      parseFrontMatter: true,
      queryCopy: true,
    });
    const index = withHubErrors({
      ...calls,
      // Transfers the Hub's pages, because copying them would block the host.
      putModel: answer => channel.call("putModel", answer, [bufferOf(answer.body)]),
      putChildren: page => channel.call("putChildren", page, [bufferOf(page.body)]),
    });
    return { index, parse: async text => fromPlain(await calls.parseFrontMatter(text)) };
  }

  return {
    index: lazyIndex(async () => (await start()).index),
    parse: async text => (await start()).parse(text),
    dispose: () => void stop?.(),
  };
}

/** Front matter parsed in the worker. It lacks positions inside values; findings there are shown at the field. */
function fromPlain(plain: PlainFrontMatter): FrontMatter {
  return { ...plain, place: () => null };
}

/** Restores HubErrors, which lose their class in the channel. The index throws them only for unreadable answers. */
function withHubErrors(index: Index): Index {
  const revive = (error: unknown): never => {
    if (error instanceof RemoteError && error.name === "HubError")
      throw new HubError("unreadable", error.message);
    throw error;
  };
  return {
    ...index,
    putModel: answer => index.putModel(answer).catch(revive),
    putChildren: page => index.putChildren(page).catch(revive),
  };
}

/** The buffer of bytes that own their entire buffer. */
function bufferOf({ buffer }: Uint8Array): ArrayBuffer {
  return buffer as ArrayBuffer;
}

/** The index files in VS Code's file system, for a worker without file access (the web). */
function folderFiles(folder: vscode.Uri): NamedFiles {
  const { fs } = vscode.workspace;
  const at = (name: string) => vscode.Uri.joinPath(folder, name);
  return {
    list: async () => {
      await fs.createDirectory(folder);
      return (await fs.readDirectory(folder)).map(([name]) => name);
    },
    read: async name => fs.readFile(at(name)),
    write: async ({ name, bytes }) => fs.writeFile(at(name), bytes),
    rename: async ({ from, to }) => fs.rename(at(from), at(to), { overwrite: false }),
    remove: async name => fs.delete(at(name)),
  };
}
