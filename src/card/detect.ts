import { squash } from "../lineage/nearest";
import { fieldNames } from "./field-names";
import { findFences, secondFences } from "./front-matter/fences";
import type { FrontMatter } from "./front-matter/front-matter";
import { parseFrontMatter } from "./front-matter/parse-front-matter";
import { fencesAloneIn, isWideText, lfsPointerLine } from "./front-matter/unreadable";
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

/** Keys that no card of another kind has; a dataset's may name a library. */
const sureModelKeys = ["base_model", "pipeline_tag", "model-index"];
const modelKeys = ["base_model", "pipeline_tag", "library_name", "model-index"];
const datasetKeys = ["task_categories", "size_categories", "dataset_info", "configs"];
const spaceKeys = ["sdk", "emoji"];
/** Keys that only Spaces have beside those. */
const spaceDetails = ["app_file", "colorFrom", "colorTo", "sdk_version", "app_port"];
/** Fields of model cards that other documents have as well. */
const commonKeys = ["tags", "language", "thumbnail", "metrics", "datasets", "widget"];
const cardKeys = fieldNames.filter(key => !commonKeys.includes(key));

/** A key at the start of a line, in whatever spelling, with a colon or what people write for it. */
const written = (keys: readonly string[], before = "^") =>
  new RegExp(
    `${before}["']?(?:${keys.map(key => key.replace(/[_-]/g, "[ _-]?")).join("|")})["']?[ \\t]*[:=]`,
    "im",
  );
const writtenKinds: ReadonlyMap<string, RegExp> = new Map([
  ...modelKeys.map(key => [key, written([key], "(?:^|[{,-])[ \\t]*")] as const),
  ...[...datasetKeys, ...spaceKeys, ...spaceDetails].map(key => [key, written([key])] as const),
]);
const writtenAnyKey = written(fieldNames);
const writtenCardKey = written(cardKeys);

/**
 * Which kind of card a text is, for the editor and the command line. Its fields tell; where they cannot be read, its lines
 * do. Keys that only one kind has count more than the surroundings.
 */
export function cardKind(text: string, frontMatter: FrontMatter, around: Surroundings): CardKind {
  if (isWideText(text)) return wideCardKind(text, around);
  const has = (key: string) => frontMatter.fields.has(key);
  // One key of another kind is easily copied into a model's card, where it would switch every rule off.
  if (sureModelKeys.some(has)) return "model";
  const unread = unreadPart(text, frontMatter);
  const says = (key: string) => has(key) || (unread !== null && writtenKinds.get(key)?.test(unread) === true);
  const isBroken = frontMatter.problems.length > 0;
  const told = kindByKeys(isBroken ? says : has, around);
  if (told !== null) return told;
  const meant = new Set([...frontMatter.fields.keys()].map(squash));
  if (modelKeys.some(key => meant.has(squash(key)))) return "model";
  const written = kindByKeys(says, around);
  if (written !== null) return written;
  if (around.hubRemote) return "model";
  // Many projects have a config.json; files alone do not make a README without front matter a card.
  const isKnown = cardKeys.some(has) || (unread !== null && writtenCardKey.test(unread));
  const isWritten =
    frontMatter.block !== null || isBlank(text) || (unread !== null && writtenAnyKey.test(unread));
  return (around.modelFiles && isWritten) || (around.configFile && isKnown) ? "model" : "none";
}

/** The kind that the keys of a card tell, or null if they tell none. */
function kindByKeys(has: (key: string) => boolean, around: Surroundings): CardKind | null {
  if (isModelDespite(has, around)) return "model";
  if (spaceKeys.some(has)) return "space";
  if (datasetKeys.some(has)) return "dataset";
  return modelKeys.some(has) ? "model" : null;
}

/**
 * Whether weights or configs beside a card make it a model's although it has a key or two of another kind, which are easily
 * copied. A Space's app file, or many such keys, say that it is none.
 */
function isModelDespite(has: (key: string) => boolean, { modelFiles }: Surroundings): boolean {
  const others = [...datasetKeys, ...spaceKeys, ...spaceDetails].filter(has).length;
  if (has("library_name") && spaceKeys.some(has)) return !has("app_file") && others <= 2;
  return modelFiles && !has("app_file") && others > 0 && others <= 2;
}

/** The kind of a card in UTF-16, by its letters; nothing else of it can be read. */
function wideCardKind(text: string, around: Surroundings): CardKind {
  const letters = text.replace(/[\0\uFFFD]/g, "");
  return cardKind(letters, parseFrontMatter(letters), around);
}

/** Whether what should be front matter has nothing in it: two fences in a row, or a pointer of Git LFS in the card's place. */
function isBlank(text: string): boolean {
  return lfsPointerLine(text) !== null || fencesAloneIn(text) !== null;
}

/**
 * The text of front matter that cannot be read as it stands, up to the first code, or of a second block; null where all of it
 * can be read, or none is there.
 */
function unreadPart(text: string, { block, problems }: FrontMatter): string | null {
  const broken = problems.length > 0 ? (block ?? afterFence(text)) : null;
  const range = broken ?? (block === null ? yamlOf(text) : (secondFences(text, block)?.block ?? null));
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
