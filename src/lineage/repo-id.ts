import { t } from "../words/words";
/** Why a text is not a repo id: a reason that completes the sentence "it …". */
export type RepoIdProblem = string;

const legacyNames = /^[\w.-]+$/;

/**
 * What is wrong with a text as a Hub repo id (`name` or `namespace/name`), or null if it is valid.
 * Source: the validator of huggingface_hub (`utils/_validators.py`): at most one `/`, parts of 1 to 96 letters, digits,
 * `-`, `_`, `.`; no `--` or `..`, no `-` or `.` at either end of a part, not ending in `.git`.
 */
export function repoIdProblem(text: string): RepoIdProblem | null {
  if (text === "") return t`is empty`;
  const parts = text.split("/");
  if (parts.length === 3 && parts[2] === "") return t`ends with a slash`;
  if (parts.length > 2) return t`has more than one slash`;
  for (const part of parts) {
    if (part === "") return t`has nothing on one side of its slash`;
    if (part.length > 96) return t`has a part with ${part.length} characters, but the Hub allows at most 96`;
    if (!legacyNames.test(part)) return t`has characters other than letters, digits, -, _, and .`;
    if (/^[-.]|[-.]$/.test(part)) return t`begins or ends with - or .`;
  }
  if (/--|\.\./.test(text)) return "has -- or ..";
  if (text.endsWith(".git")) return t`ends with .git`;
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

/** What the name of a column of model IDs ends with: id, parent, model_id, base_model, … */
const modelColumn = /(?:^|_)(?:id|model|parent|child|root|old|version)$/i;

/** What a column is about whose name ends in `_id`, but not in the ID of a model. */
const otherColumn = /(?:dataset|license|language|author|job)/i;

/** Whether a column of a table has model IDs, by its name: `parent` has, `parent_license` and `dataset_id` do not. */
export function isModelColumn(name: string): boolean {
  return modelColumn.test(name) && !otherColumn.test(name);
}

/** Whether a value may be a model ID; without a slash, only if such a model is known. */
export function isModelId(value: unknown): value is string {
  return typeof value === "string" && isRepoId(value);
}

/** The values in columns of model IDs that have no slash, each once: whether they are models must be looked up. */
export function shortIdsIn(
  { columns, rows }: { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] },
  most: number,
): readonly string[] {
  const places = columns.flatMap((name, at) => (isModelColumn(name) ? [at] : []));
  const found = new Set<string>();
  for (const row of rows) {
    for (const at of places) {
      const value = row[at];
      if (isModelId(value) && !value.includes("/")) found.add(value);
    }
    if (found.size >= most) break;
  }
  return [...found];
}
