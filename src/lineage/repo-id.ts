/** Why a text is not a repo id: a reason that completes the sentence "it …". */
export type RepoIdProblem = string;

const legacyNames = /^[\w.-]+$/;

/**
 * What is wrong with a text as a Hub repo id (`name` or `namespace/name`), or null if it is valid.
 * Source: the validator of huggingface_hub (`utils/_validators.py`): at most one `/`, parts of 1 to 96 letters, digits,
 * `-`, `_`, `.`; no `--` or `..`, no `-` or `.` at either end of a part, not ending in `.git`.
 */
export function repoIdProblem(text: string): RepoIdProblem | null {
  if (text === "") return "is empty";
  const parts = text.split("/");
  if (parts.length > 2) return "has more than one slash";
  for (const part of parts) {
    if (part === "") return "has nothing on one side of its slash";
    if (part.length > 96) return `has a part with ${part.length} characters, but the Hub allows at most 96`;
    if (!legacyNames.test(part)) return "has characters other than letters, digits, - _ and .";
    if (/^[-.]|[-.]$/.test(part)) return "begins or ends with - or .";
  }
  if (/--|\.\./.test(text)) return "has -- or ..";
  if (text.endsWith(".git")) return "ends with .git";
  return null;
}

/** Whether a text can be a Hub repo id. */
export function isRepoId(text: string): boolean {
  return repoIdProblem(text) === null;
}

/** The owner of a model: the part of a repo id before the slash; null if there is none. */
export function authorOf(id: string): string | null {
  const slash = id.indexOf("/");
  return slash < 0 ? null : id.slice(0, slash);
}

/** The name of a model: the part of a repo id after the slash. */
export function repoName(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}
