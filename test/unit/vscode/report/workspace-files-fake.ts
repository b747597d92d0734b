import { existsSync, readFileSync, statSync } from "node:fs";

/** The settings, for the module "vscode" where a test bundles what reads files of the workspace. */
export const settings = new Map<string, unknown>();
/** What was shown. */
export const shown: string[] = [];

/** Types of files, as VS Code has them. */
export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };

/** An error of VS Code's file system. */
export class FileSystemError extends Error {
  readonly code = "FileNotFound";
}

interface Place {
  readonly path: string;
}

/** Addresses: only paths. */
export const Uri = {
  file: (path: string): Place => ({ path }),
  joinPath: ({ path }: Place, ...parts: readonly string[]): Place => ({ path: [path, ...parts].join("/") }),
};

/** The workspace on disk. */
export const workspace: {
  workspaceFolders: { readonly uri: Place }[];
  getConfiguration: unknown;
  fs: unknown;
} = {
  workspaceFolders: [],
  getConfiguration: () => ({ get: (key: string) => settings.get(key) }),
  fs: {
    stat: async ({ path }: Place) => {
      if (!existsSync(path)) throw new FileSystemError("There is no file.");
      const stats = statSync(path);
      return {
        type: stats.isFile() ? FileType.File : stats.isDirectory() ? FileType.Directory : FileType.Unknown,
        size: stats.size,
      };
    },
    readFile: async ({ path }: Place) => readFileSync(path),
  },
};

/** The window, which notes what it is to show. */
export const window = {
  showWarningMessage: async (message: string) => {
    shown.push(message);
  },
};
