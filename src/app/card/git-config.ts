/** Reads a file by its path, absolute or from the card's folder; null if there is none that can be read. */
export type ReadFile = (path: string) => Promise<string | null>;

/**
 * The text of the git configuration that holds for a card's own folder, since a card is at the top level of its repo. In a
 * worktree or a submodule, `.git` is a file that names another folder, which for a worktree names the common one.
 */
export async function gitConfigFor(read: ReadFile): Promise<string | null> {
  const config = await read(".git/config");
  if (config !== null) return config;
  const folders = await gitFolders(read);
  return folders === null ? null : read(`${folders.common}/config`);
}

/** The commit that is checked out in a card's own folder, 40 hex digits; null if it is no repo, or has no commit yet. */
export async function gitHeadFor(read: ReadFile): Promise<string | null> {
  const isOwn = (await read(".git/HEAD")) !== null;
  const folders = isOwn ? { own: ".git", common: ".git" } : await gitFolders(read);
  if (folders === null) return null;
  const head = firstLine(await read(`${folders.own}/HEAD`));
  const ref = /^ref:[ \t]*(refs\/[\w./-]{1,300})$/.exec(head)?.[1];
  if (ref === undefined) return commitIn(head);
  if (ref.includes("..")) return null;
  const loose = commitIn(firstLine(await read(`${folders.common}/${ref}`)));
  if (loose !== null) return loose;
  const packed = ((await read(`${folders.common}/packed-refs`)) ?? "").split(/\r?\n/);
  return commitIn(packed.find(line => line.endsWith(` ${ref}`))?.split(" ")[0] ?? "");
}

function commitIn(text: string): string | null {
  return /^[\da-f]{40}$/.test(text) ? text : null;
}

/** The folders of a worktree or a submodule: its own, and the one with what it shares. */
async function gitFolders(read: ReadFile): Promise<{ readonly own: string; readonly common: string } | null> {
  const own = /^gitdir:[ \t]*([^\r\n]+)/.exec((await read(".git")) ?? "")?.[1]?.trimEnd();
  if (own === undefined || isElsewhere(own)) return null;
  const shared = firstLine(await read(`${own}/commondir`));
  if (shared === "" || isElsewhere(shared)) return { own, common: own };
  return { own, common: isAbsolute(shared) ? shared : `${own}/${shared}` };
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
