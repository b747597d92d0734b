const writable = new Map([
  ["file", true],
  ["vscode-vfs", true],
  ["git", false],
  ["vscode-local-history", false],
]);

/** VS Code's window onto file systems: what a person opens lies in one of these. */
export const workspace = {
  fs: { isWritableFileSystem: (scheme: string) => writable.get(scheme) },
  getConfiguration: () => ({ get: () => undefined }),
};
