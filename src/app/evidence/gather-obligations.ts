import type { CardContext, KnownModel, ParsedCard } from "../../card/finding";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { comparedIds } from "../../card/inferred/compared-ids";
import { licenseLines } from "../../card/licensing/license-lines";
import type { AncestorFiles } from "../../card/obligations/ancestor-files";
import { legalNames } from "../../card/obligations/legal-names";
import { type Obligations, obligationsOf } from "../../card/obligations/obligations";
import type { Evidence } from "../../evidence/evidence";
import { brokenInWords, type FileFacts } from "../../evidence/files/file-facts";
import { learnWanted } from "../card/learn-wanted";
import type { ModelFiles } from "../ports/model-files-port";
import { sameWeights } from "./trace-model";

/** Files of licenses and notices that are read. */
const mostFiles = 12;
const mostText = 1_048_576;

/** A card, its model, and the files next to it. */
export interface ObligedCard {
  readonly text: string;
  readonly frontMatter: FrontMatter;
  /** The model's ID; null for a draft. */
  readonly repo: string | null;
  readonly files: ModelFiles;
  /** What the files tell of parents; null if they were not read. */
  readonly told: FileFacts | null;
}

/** What obligations ask of others: `failed` is told in a sentence what could not be read. */
export interface ObligationPorts {
  lookup(id: string): Promise<KnownModel>;
  /** The files of another model; null if nobody may ask for them. Throws HubError if further requests are pointless. */
  filesOf(id: string): ModelFiles | null;
  failed(message: string): void;
}

/** A card with all that its obligations were read from. */
export interface GatheredObligations {
  readonly found: Obligations;
  readonly parsed: ParsedCard;
  readonly context: CardContext;
  /** Texts of the files next to the card that may hold licenses and notices. */
  readonly contents: ReadonlyMap<string, string>;
}

/** Reads a card's ancestors and the license files next to it, and says what their licenses ask and what of it is there. */
export async function gatherObligations(card: ObligedCard, ports: ObligationPorts): Promise<Obligations> {
  return (await gatherObliged(card, ports)).found;
}

/** The same, with what was read. */
export async function gatherObliged(
  { text, frontMatter, repo, files, told }: ObligedCard,
  { lookup, filesOf, failed }: ObligationPorts,
): Promise<GatheredObligations> {
  const names = (await files.list())?.map(({ name }) => name).filter(name => name !== "README.md") ?? null;
  const known = new Map<string, KnownModel>();
  const lookedUp = (id: string): KnownModel => known.get(id) ?? { state: "unknown" };
  const bare: CardContext = { repo, files: names, told, lookup: lookedUp };
  const card: ParsedCard = { text, frontMatter, disables: [] };
  await learnWanted(card, bare, known, lookup);
  const copied = await copies(card, bare, filesOf);
  const context =
    told === null ? bare : { ...bare, told: { ...told, evidence: [...told.evidence, ...copied] } };
  if (copied.length > 0) await learnWanted(card, context, known, lookup);
  for (const file of told?.broken ?? []) failed(brokenInWords(file));
  const texts = await legalTexts(files, names ?? [], failed);
  const contents = new Map([...texts].flatMap(([name, read]) => (read === null ? [] : [[name, read]])));
  const found = obligationsOf(card, context, { contents, ofAncestors: new Map() });
  return { found, parsed: card, context, contents };
}

/** Models that have the same weights as those next to the card. */
async function copies(
  card: ParsedCard,
  context: CardContext,
  filesOf: ObligationPorts["filesOf"],
): Promise<readonly Evidence[]> {
  const hashes = context.told?.hashes ?? new Map<string, string>();
  if (hashes.size === 0) return [];
  const found: Evidence[] = [];
  for (const id of comparedIds(card, context)) {
    const theirs = await filesOf(id)?.list();
    found.push(...sameWeights(hashes, theirs ?? [], id));
  }
  return found;
}

/**
 * The texts of the files that may hold licenses and notices, by their names, notices first; null for one that could not be read, or
 * that is one too many, which is told.
 */
export async function legalTexts(
  files: ModelFiles,
  names: readonly string[],
  failed: (message: string) => void,
): Promise<AncestorFiles> {
  const contents = new Map<string, string | null>();
  const sorted = legalNames(names);
  for (const name of sorted.slice(0, mostFiles)) {
    const read = await files.text(name, mostText);
    contents.set(name, "text" in read ? read.text : null);
    if (!("text" in read)) failed(`${name} ${read.problem}.`);
  }
  const rest = sorted.slice(mostFiles);
  for (const name of rest) contents.set(name, null);
  if (rest.length > 0)
    failed(
      `Of ${sorted.length} files that may hold licenses, ${mostFiles} were read: not ${rest.slice(0, 3).join(", ")}${rest.length > 3 ? ", …" : ""}.`,
    );
  return contents;
}

/** What the Hub says of a model whose card cannot be read, as a card. */
export function cardOfModel({ model, parents }: Extract<KnownModel, { readonly state: "known" }>): string {
  const license = licenseLines(model).map(line => `${line}\n`);
  return `---\n${license.join("")}base_model: ${JSON.stringify(parents.map(({ parent }) => parent))}\n---\n`;
}
