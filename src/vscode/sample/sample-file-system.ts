import * as vscode from "vscode";
import type { SampleFile } from "../../demo/sample-cards";
import { sampleFile } from "./sample-window";

interface Entry {
  /** The bytes of a file; null for a folder. */
  readonly bytes: Uint8Array | null;
  readonly ctime: number;
  readonly mtime: number;
}

/** The sample workspace: files in memory, which can be changed until the window closes. */
export class SampleFileSystem implements vscode.FileSystemProvider {
  readonly #entries: () => Promise<Map<string, Entry>>;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  /** The files are loaded on first use. */
  constructor(load: () => Promise<readonly SampleFile[]>) {
    let made: Promise<Map<string, Entry>> | null = null;
    this.#entries = () => {
      made ??= load().then(entriesOf);
      return made;
    };
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, ctime, mtime } = await this.#entry(uri);
    const type = bytes === null ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime, mtime, size: bytes?.length ?? 0 };
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    if ((await this.#entry(uri)).bytes !== null) throw vscode.FileSystemError.FileNotADirectory(uri);
    const below = uri.path.endsWith("/") ? uri.path : `${uri.path}/`;
    return [...(await this.#entries())].flatMap(([path, { bytes }]) => {
      const name = path.startsWith(below) ? path.slice(below.length) : "";
      if (name === "" || name.includes("/")) return [];
      return [[name, bytes === null ? vscode.FileType.Directory : vscode.FileType.File]];
    });
  }

  async createDirectory(uri: vscode.Uri): Promise<void> {
    await this.#put(uri, null);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { bytes } = await this.#entry(uri);
    if (bytes === null) throw vscode.FileSystemError.FileIsADirectory(uri);
    return bytes;
  }

  async writeFile(
    uri: vscode.Uri,
    content: Uint8Array,
    options: { readonly create: boolean; readonly overwrite: boolean },
  ): Promise<void> {
    const known = (await this.#entries()).get(uri.path);
    if (known === undefined && !options.create) throw vscode.FileSystemError.FileNotFound(uri);
    if (known !== undefined && !options.overwrite) throw vscode.FileSystemError.FileExists(uri);
    if (known?.bytes === null) throw vscode.FileSystemError.FileIsADirectory(uri);
    await this.#put(uri, content);
  }

  async delete(uri: vscode.Uri): Promise<void> {
    const entries = await this.#entries();
    await this.#entry(uri);
    for (const path of [...entries.keys()])
      if (path === uri.path || path.startsWith(`${uri.path}/`)) entries.delete(path);
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  async rename(from: vscode.Uri, to: vscode.Uri, options: { readonly overwrite: boolean }): Promise<void> {
    const entries = await this.#entries();
    await this.#entry(from);
    if (entries.has(to.path) && !options.overwrite) throw vscode.FileSystemError.FileExists(to);
    for (const [path, entry] of [...entries]) {
      if (path !== from.path && !path.startsWith(`${from.path}/`)) continue;
      entries.delete(path);
      entries.set(to.path + path.slice(from.path.length), entry);
    }
    this.#changed.fire([
      { type: vscode.FileChangeType.Deleted, uri: from },
      { type: vscode.FileChangeType.Created, uri: to },
    ]);
  }

  async #entry(uri: vscode.Uri): Promise<Entry> {
    const found = (await this.#entries()).get(uri.path);
    if (found === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return found;
  }

  async #put(uri: vscode.Uri, bytes: Uint8Array | null): Promise<void> {
    const entries = await this.#entries();
    const now = Date.now();
    const known = entries.get(uri.path);
    entries.set(uri.path, { bytes, ctime: known?.ctime ?? now, mtime: now });
    const type = known === undefined ? vscode.FileChangeType.Created : vscode.FileChangeType.Changed;
    this.#changed.fire([{ type, uri }]);
  }
}

function entriesOf(files: readonly SampleFile[]): Map<string, Entry> {
  const entries = new Map<string, Entry>([["/", { bytes: null, ctime: 0, mtime: 0 }]]);
  for (const { path, text } of files) {
    const uri = sampleFile(path);
    const steps = uri.path.split("/");
    for (let depth = 2; depth < steps.length; depth++)
      entries.set(steps.slice(0, depth).join("/"), { bytes: null, ctime: 0, mtime: 0 });
    entries.set(uri.path, { bytes: new TextEncoder().encode(text), ctime: 0, mtime: 0 });
  }
  return entries;
}
