import type * as vscode from "vscode";
import type { WatchedLook } from "../../app/index/index-rows";
import { authorOf, isRepoId } from "../../lineage/repo-id";

const key = "watch.looks";

/** Things that the Index view lists as watched. */
const mostLooks = 50;

/** What is watched, with the last look at each, latest first. */
export function watchedLooks({ globalState }: vscode.ExtensionContext): readonly WatchedLook[] {
  const stored: unknown = globalState.get(key);
  return Array.isArray(stored) ? stored.filter(isLook) : [];
}

/** The last look at a model, or else at its author's models. */
export function lookAt(context: vscode.ExtensionContext, id: string): WatchedLook | null {
  const looks = watchedLooks(context);
  const of = (target: string | null) => looks.find(look => look.target === target);
  return of(id) ?? of(authorOf(id)) ?? null;
}

/** Keeps what is watched. */
export async function keepLooks(
  { globalState }: vscode.ExtensionContext,
  looks: readonly WatchedLook[],
): Promise<void> {
  await globalState.update(key, looks.slice(0, mostLooks));
}

/** What another version stored may be of any shape. */
function isLook(value: Partial<WatchedLook> | null): value is WatchedLook {
  return (
    typeof value?.target === "string" &&
    isRepoId(value.target) &&
    typeof value.at === "number" &&
    typeof value.isCompared === "boolean" &&
    (value.since === null || typeof value.since === "number") &&
    typeof value.changes === "number" &&
    typeof value.needsLook === "boolean"
  );
}
