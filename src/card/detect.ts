import { fieldNames } from "./field-names";
import { findFences } from "./front-matter/fences";
import type { FrontMatter } from "./front-matter/front-matter";
import { misplacedBlock } from "./misplaced";
import type { Range } from "./position";

/** What a README.md describes on the Hub; `none` for an ordinary README. */
export type CardKind = "model" | "dataset" | "space" | "none";

/** What surrounds a README.md: model files next to it (weights, configs), a git remote on the Hub. */
export interface Surroundings {
  readonly modelFiles: boolean;
  /** Whether a config.json lies next to it, which models have, but other projects as well. */
  readonly configFile: boolean;
  readonly hubRemote: boolean;
}

const modelKeys = ["base_model", "pipeline_tag", "library_name", "model-index"];
const datasetKeys = ["task_categories", "size_categories", "dataset_info", "configs"];
const spaceKeys = ["sdk", "emoji"];
/** Fields of model cards that other documents have as well. */
const commonKeys = ["tags", "language", "thumbnail", "metrics", "datasets", "widget"];
const cardKeys = fieldNames.filter(key => !commonKeys.includes(key));

const writtenModelKey = new RegExp(`(?:^|[{,])[ \\t]*["']?(?:${modelKeys.join("|")})["']?[ \\t]*:`, "m");
const writtenDatasetKey = new RegExp(`^["']?(?:${datasetKeys.join("|")})["']?[ \\t]*:`, "m");
const writtenSpaceKey = new RegExp(`^["']?(?:${spaceKeys.join("|")})["']?[ \\t]*:`, "m");
const writtenAnyKey = new RegExp(`^["']?(?:${fieldNames.join("|")})["']?[ \\t]*:`, "m");
const writtenCardKey = new RegExp(`^["']?(?:${cardKeys.join("|")})["']?[ \\t]*:`, "m");

/**
 * Which kind of card a text is, for the editor and the command line. Its fields tell; where they cannot be read, its lines
 * do. Keys that only one kind has count more than the surroundings.
 */
export function cardKind(text: string, frontMatter: FrontMatter, around: Surroundings): CardKind {
  const has = (key: string) => frontMatter.fields.has(key);
  if (spaceKeys.some(has)) return "space";
  if (datasetKeys.some(has)) return "dataset";
  if (modelKeys.some(has)) return "model";
  const unread = unreadPart(text, frontMatter);
  if (unread !== null) {
    if (writtenSpaceKey.test(unread)) return "space";
    if (writtenDatasetKey.test(unread)) return "dataset";
    if (writtenModelKey.test(unread)) return "model";
  }
  if (around.hubRemote) return "model";
  // Many projects have a config.json; files alone do not make a README without front matter a card.
  const isKnown = cardKeys.some(has) || (unread !== null && writtenCardKey.test(unread));
  const isWritten = frontMatter.block !== null || (unread !== null && writtenAnyKey.test(unread));
  return (around.modelFiles && isWritten) || (around.configFile && isKnown) ? "model" : "none";
}

/** The text of front matter that cannot be read as it stands, up to the first code; null where all of it can be, or none is there. */
function unreadPart(text: string, { block, problems }: FrontMatter): string | null {
  const range = problems.length > 0 ? (block ?? afterFence(text)) : block === null ? yamlOf(text) : null;
  if (range === null) return null;
  const part = text.slice(range.start, range.end).replaceAll("\r", "\n");
  const code = /^ {0,3}(?:```|~~~)/m.exec(part)?.index;
  return part.slice(0, code);
}

function afterFence(text: string): Range | null {
  const fences = findFences(text);
  return fences && { start: fences.closeAt, end: text.length };
}

/** The YAML of a misplaced block, or what follows its first line. */
function yamlOf(text: string): Range | null {
  const found = misplacedBlock(text);
  if (found === null) return null;
  return found.whole === null ? { start: found.mark.end, end: text.length } : found.yaml;
}
