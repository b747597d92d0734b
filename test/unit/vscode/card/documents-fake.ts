/** As much of VS Code as open cards need: documents that are opened, and a folder whose listing a test holds back. */
export const FileType = { File: 1, Directory: 2 };

/** Events without listeners. */
export class EventEmitter<T> {
  readonly #listeners: ((value: T) => void)[] = [];
  readonly event = (listener: (value: T) => void) => {
    this.#listeners.push(listener);
    return { dispose: () => undefined };
  };

  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  dispose(): void {
    this.#listeners.length = 0;
  }
}

/** Something that nothing needs to be done to. */
export class Disposable {
  dispose(): void {
    // Nothing to do.
  }
}

/** A place of no interest here: the document below gives all of its text for any range. */
export class Position {}

/** The same between two places. */
export class Range {}

/** Paths without their file system. */
export const Uri = { joinPath: ({ scheme }: { scheme: string }, part: string) => ({ scheme, path: part }) };

/** Lets the held listing of the folder go on. */
export const held: { go: () => void } = { go: () => undefined };

/** Files in the folder beside the weights, by name, with their texts. */
export const files: Map<string, string> = new Map();

const bytesOf = ({ path }: { path: string }) => {
  const text = files.get(path);
  return text === undefined ? null : new TextEncoder().encode(text);
};
const silent = () => new Disposable();
const refuse = () => Promise.reject(new Error("no such file"));

/** The workspace: nothing but a folder that takes its time. */
export const workspace = {
  fs: {
    isWritableFileSystem: () => true,
    readFile: async (uri: { path: string }) => bytesOf(uri) ?? refuse(),
    stat: async (uri: { path: string }) => {
      const bytes = bytesOf(uri);
      return bytes === null ? refuse() : { type: FileType.File, size: bytes.length };
    },
    readDirectory: () =>
      new Promise(resolve => {
        held.go = () => resolve(["model.safetensors", ...files.keys()].map(name => [name, FileType.File]));
      }),
  },
  getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }),
  onDidOpenTextDocument: silent,
  onDidChangeTextDocument: silent,
  onDidSaveTextDocument: silent,
  onDidCloseTextDocument: silent,
};

/** The window: what is in front is set by the test. */
export const window = {
  activeTextEditor: undefined as unknown,
  visibleTextEditors: [] as unknown[],
  onDidChangeActiveTextEditor: silent,
};
