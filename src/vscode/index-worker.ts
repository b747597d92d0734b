import * as vscode from "vscode";
import { startWorker } from "#platform";
import { indexCalls, lazyIndex } from "../app/index-calls";
import { HubError, type Index, type IndexFiles } from "../app/ports";
import { Channel, RemoteError, remote } from "../channel";
import type { WorkerCalls } from "../protocol";
import { once } from "./lifecycle";
import { workerProgram } from "./worker-program";

/** The index in its worker; the worker starts at the first call, and again after it died. */
export interface IndexWorker extends vscode.Disposable {
  readonly index: Index;
}

/** Makes the index client; `folder` is where the index is kept. Nothing is started or read yet. */
export function createIndexWorker(
  extensionUri: vscode.Uri,
  folder: vscode.Uri,
  log: vscode.LogOutputChannel,
): IndexWorker {
  let stop: (() => Promise<void>) | null = null;
  let start = once(open);

  async function open(): Promise<Index> {
    const { scriptPath, readScript, readWasm } = workerProgram(extensionUri);
    const wasm = await readWasm();
    const worker = await startWorker({
      scriptPath,
      readScript,
      onExit: reason => {
        log.error(`index worker ended: ${reason}`);
        channel.dispose(`The index stopped (${reason}). Try again; what was saved is kept.`);
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
    return withHubErrors(remote<WorkerCalls>(channel, { ...indexCalls, open: true, queryCopy: true }));
  }

  return {
    index: lazyIndex(() => start()),
    dispose: () => void stop?.(),
  };
}

/** The index with its one kind of HubError, an answer that could not be read, made whole again after its way through the channel. */
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

/** The index's file through VS Code's own file system, for a worker that has none (the web). */
function folderFiles(folder: vscode.Uri): IndexFiles {
  const file = vscode.Uri.joinPath(folder, "index.sqlite");
  return {
    read: async () => {
      try {
        return await vscode.workspace.fs.readFile(file);
      } catch {
        return null;
      }
    },
    replace: async bytes => {
      await vscode.workspace.fs.createDirectory(folder);
      const next = vscode.Uri.joinPath(folder, "index.next.sqlite");
      await vscode.workspace.fs.writeFile(next, bytes);
      await vscode.workspace.fs.rename(next, file, { overwrite: true });
    },
    setAside: async () => {
      const aside = vscode.Uri.joinPath(folder, `index.damaged-${Date.now()}.sqlite`);
      await vscode.workspace.fs.rename(file, aside);
      return aside.fsPath;
    },
  };
}
