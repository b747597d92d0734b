import type { CardContext, KnownModel, ParsedCard } from "../../card/finding";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { isLegalFile } from "../../card/obligations/license-files";
import { type Obligations, obligationsOf } from "../../card/obligations/obligations";
import { wantedIds } from "../../card/wanted";
import { brokenInWords, type FileFacts } from "../../evidence/files/file-facts";
import type { ModelFiles } from "../ports/model-files-port";

/** Models that are read for one card, and files of licenses and notices. */
const [mostModels, mostFiles] = [300, 12];
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
  failed(message: string): void;
}

/** A card with all that its obligations were read from. */
export interface GatheredObligations {
  readonly found: Obligations;
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
  { lookup, failed }: ObligationPorts,
): Promise<GatheredObligations> {
  const names = (await files.list())?.map(({ name }) => name).filter(name => name !== "README.md") ?? null;
  const known = new Map<string, KnownModel>();
  const lookedUp = (id: string): KnownModel => known.get(id) ?? { state: "unknown" };
  const context: CardContext = { repo, files: names, told, lookup: lookedUp };
  const card: ParsedCard = { text, frontMatter, disables: [] };
  for (;;) {
    const ids = wantedIds(card, context).filter(id => !known.has(id));
    if (ids.length === 0 || known.size >= mostModels) break;
    for (const id of ids.slice(0, mostModels - known.size)) known.set(id, await lookup(id));
  }
  for (const file of told?.broken ?? []) failed(brokenInWords(file));
  const contents = await legalTexts(files, names ?? [], failed);
  return { found: obligationsOf(card, context, contents), context, contents };
}

/** The texts of the files that may hold licenses and notices, by their names; what cannot be read is told. */
export async function legalTexts(
  files: ModelFiles,
  names: readonly string[],
  failed: (message: string) => void,
): Promise<ReadonlyMap<string, string>> {
  const contents = new Map<string, string>();
  for (const name of names.filter(isLegalFile).slice(0, mostFiles)) {
    const read = await files.text(name, mostText);
    if ("text" in read) contents.set(name, read.text);
    else failed(`${name} ${read.problem}.`);
  }
  return contents;
}

/** What the Hub says of a model whose card cannot be read, as a card. */
export function cardOfModel({ model, parents }: Extract<KnownModel, { readonly state: "known" }>): string {
  const license = model.license === null ? "" : `license: ${JSON.stringify(model.license)}\n`;
  return `---\n${license}base_model: ${JSON.stringify(parents.map(({ parent }) => parent))}\n---\n`;
}
