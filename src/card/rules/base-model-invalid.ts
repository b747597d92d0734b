import { hubAddress } from "../../lineage/hub-address";
import { isRepoId } from "../../lineage/repo-id";
import { t } from "../../words/words";
import { type DeclaredParent, everyDeclaredParent } from "../card";
import { writeText } from "../edits";
import type { Fix, Rule } from "../finding";
import { shown } from "../sentence-parts";

/** Reports parents that cannot be repo ids, mostly local paths and URLs; the Hub rejects such a card. */
export const baseModelInvalid: Rule = {
  id: "base-model/invalid",
  severity: "error",
  summary: "Finds a base_model that is not a repo ID, such as a local path or a URL.",
  *check({ text, frontMatter }) {
    for (const parent of everyDeclaredParent(frontMatter)) {
      if (parent.problem === null) continue;
      yield {
        message: describe(idOf(text, parent), parent.problem),
        range: parent.range,
        fixes: fixes(parent),
      };
    }
  },
};

/** What is written; a number may have more digits than its value. */
function idOf(text: string, { id, problem, range }: DeclaredParent): string {
  return problem === "is not text" && /^[-+\d.]/.test(id) ? text.slice(range.start, range.end) : id;
}

function describe(written: string, problem: string): string {
  const id = written.slice(0, 1_000);
  const wanted = t`the repo ID of the parent (namespace/name)`;
  if (isLocalPath(id)) {
    return t`base_model ${shown(id)} is a path on one machine, which nobody else can open; write ${wanted}.`;
  }
  if (isSeveralIds(id))
    return t`base_model ${shown(id)} names several models in one text; write each as an item of a list.`;
  if (isLongPath(id)) return t`base_model ${shown(id)} has more parts than an ID; write ${wanted}.`;
  if (/^https?:\/\//i.test(id)) return t`base_model ${shown(id)} is a URL; write ${wanted}.`;
  const name = id.trim() === "" ? "base_model" : t`base_model ${shown(id)}`;
  return t`${name} is not a repo ID because it ${problem.replace(/^it /, "")}; write ${wanted}.`;
}

function isLocalPath(id: string): boolean {
  return /^(?:\.{0,2}[/\\]|~|[A-Za-z]:[/\\])/.test(id);
}

function isLongPath(id: string): boolean {
  return /^(?!\w+:)[^/]+(?:\/[^/]+){2,}\/?$/i.test(id);
}

function isSeveralIds(text: string): boolean {
  const parts = text.split(/[\s,;|&+]+/).filter(Boolean);
  return parts.length > 1 && parts.every(part => part.includes("/") && isRepoId(part));
}

function fixes({ id, range }: DeclaredParent): Fix[] {
  const meant = idInside(id);
  // A number may look like an id, but nobody knows what it was meant to be.
  if (meant === null || meant === id) return [];
  return [{ title: t`Write ${meant}`, edits: [writeText(range, meant)] }];
}

/** The repo id in a URL of the Hub, in a cache folder or between blanks, or null. */
function idInside(text: string): string | null {
  if (text.length > 1_000) return null;
  const trimmed = text.trim();
  if (isRepoId(trimmed)) return trimmed;
  const address = hubAddress(trimmed);
  if (address?.kind === "model") return address.isWhole ? address.id : null;
  // Below a cached model may be somebody's own: only its folder, and its snapshots, are the model itself.
  const cache =
    /(?:^|[/\\])models--([A-Za-z0-9_.]+(?:-[A-Za-z0-9_.]+)*)--([\w.-]+?)(?:[/\\]snapshots(?:[/\\][0-9a-f]+)?)?[/\\]?$/.exec(
      trimmed,
    );
  if (trimmed.split("models--").length > 2 || /(?:^|[/\\])\.\.(?:[/\\]|$)/.test(trimmed)) return null;
  const id = cache === null ? null : `${cache[1]}/${cache[2]}`;
  return id !== null && isRepoId(id) ? id : null;
}
