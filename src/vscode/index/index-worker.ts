import * as vscode from "vscode";
import { startWorker } from "#platform";
import { indexCalls, lazyIndex } from "../../app/index/index-calls";
import { HubError, UserError } from "../../app/ports/errors";
import type { NamedFiles } from "../../app/ports/file-ports";
import { hubFolderName, hubsFolder } from "../../app/ports/hub-folders";
import { publicOrigin } from "../../app/ports/hub-port";
import type { Index } from "../../app/ports/index-port";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { Channel, RemoteError, remote } from "../../channel";
import type { PlainFrontMatter, WorkerCalls } from "../../protocol";
import { currentSpeech, t } from "../../words/words";
import type { ParseApart } from "../card/card-text";
import { once } from "../lifecycle";
import { workerProgram } from "../worker-program";

/** The index in its worker, which starts at the first call and restarts after a crash. */
export interface IndexWorker extends vscode.Disposable {
  readonly index: Index;
  /** Parses long front matter outside the host. */
  readonly parse: ParseApart;
}

/** Which index: that of a Hub (its base; null if its address is none) in the index folder; not `saved`, only in memory. */
export interface IndexOfHub {
  readonly folder: () => vscode.Uri;
  readonly hub: string | null;
  readonly saved: boolean;
}

/** Creates the index client without starting the worker. */
export function createIndexWorker(
  extensionUri: vscode.Uri,
  { folder: folderOf, hub, saved }: IndexOfHub,
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
        channel.dispose(t`The index stopped unexpectedly (${reason}). Try again. Saved data has been kept.`);
        start = once(open);
      },
    });
    const channel: Channel<WorkerCalls> = new Channel<WorkerCalls>(
      worker.wire,
      folderFiles(hubFolder(folder, hub)),
    );
    stop = async () => {
      await channel.call("save", undefined).catch(() => undefined);
      channel.dispose();
      await worker.terminate();
    };
    const opening = { wasm, folder: folder.fsPath, hub, saved, speech: currentSpeech() };
    const status = await channel.call("open", opening, [wasm]);
    log.info(
      `index opened hub=${status.hub} models=${status.models} edges=${status.edges} bytes=${status.bytes}`,
    );
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

/** The folder on the web, where no other program shares it: the index folder is the public Hub's. */
function hubFolder(folder: vscode.Uri, hub: string | null): vscode.Uri {
  if (hub === null || hub === publicOrigin) return folder;
  const name = hubFolderName(hub);
  if (name === null) throw new UserError(t`The Hub's address is too long for an index. Use a shorter one.`);
  return vscode.Uri.joinPath(folder, hubsFolder, name);
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
