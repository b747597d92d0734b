/** Reads a file by its path, absolute or from the card's folder; null if there is none that can be read. */
export type ReadFile = (path: string) => Promise<string | null>;

/**
 * The text of the git configuration that holds for a card's own folder, since a card is at the top level of its repo. In a
 * worktree or a submodule, `.git` is a file that names another folder, which for a worktree names the common one.
 */
export async function gitConfigFor(read: ReadFile): Promise<string | null> {
  const config = await read(".git/config");
  if (config !== null) return config;
  const folder = /^gitdir:[ \t]*([^\r\n]+)/.exec((await read(".git")) ?? "")?.[1]?.trimEnd();
  if (folder === undefined || isElsewhere(folder)) return null;
  const common = firstLine(await read(`${folder}/commondir`));
  if (common === "" || isElsewhere(common)) return read(`${folder}/config`);
  return read(isAbsolute(common) ? `${common}/config` : `${folder}/${common}/config`);
}

/** Whether a path starts at the root of a file system. */
export function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);
}

/** Whether a path names another computer, which gets the user's name and password hash on Windows when it is only looked at. */
function isElsewhere(path: string): boolean {
  return /^[/\\]{2}/.test(path);
}

function firstLine(text: string | null): string {
  return /^[^\r\n]*/.exec(text ?? "")?.[0].trimEnd() ?? "";
}
