import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cardSubject } from "../../app/card/card-subject";
import type { TracePorts } from "../../app/evidence/trace-model";
import { UserError } from "../../app/ports/errors";
import type { ModelFiles } from "../../app/ports/model-files-port";
import type { CardContext, KnownModel, ParsedCard } from "../../card/finding";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import { isLegalFile } from "../../card/obligations/license-files";
import { type Obligations, obligationsOf } from "../../card/obligations/obligations";
import { wantedIds } from "../../card/wanted";
import { isRepoId } from "../../lineage/repo-id";
import { readCard } from "../card-files";
import type { Core } from "../core";
import type { Style } from "../terminal/style";
import type { EvidenceCommand } from "./evidence-arguments";
import { localFiles } from "./local-files";
import { obligationsJson, obligationsText } from "./obligations-text";
import { type TraceOutcome, tracePorts } from "./trace-command";

/** Models that are read for one card, and files of licenses and notices. */
const [mostModels, mostFiles] = [300, 12];
const mostText = 1_048_576;

/** A card, its model, and the files next to it. */
interface Subject {
  readonly text: string;
  readonly repo: string | null;
  readonly files: ModelFiles;
}

/** Says what the licenses of a model's ancestors ask of whoever shares it, and what of it is there. */
export async function runObligations(
  command: EvidenceCommand,
  core: Core,
  style: Style,
): Promise<TraceOutcome> {
  const failures: string[] = [];
  const ports = tracePorts(core, message => failures.push(message));
  const subject = await subjectOf(command, core, ports);
  const found = await obligationsFor(subject, ports, message => failures.push(message));
  for (const message of new Set(failures)) core.warn(message);
  const name = subject.repo ?? command.target;
  const output =
    command.format === "json" ? obligationsJson(subject.repo, found) : obligationsText(name, found, style);
  return { output, isWhole: failures.length === 0 };
}

async function obligationsFor(
  { text, repo, files }: Subject,
  ports: TracePorts,
  failed: (message: string) => void,
): Promise<Obligations> {
  const names = (await files.list())?.map(({ name }) => name).filter(name => name !== "README.md") ?? null;
  const known = new Map<string, KnownModel>();
  const lookup = (id: string): KnownModel => known.get(id) ?? { state: "unknown" };
  const context: CardContext = { repo, files: names, lookup };
  const card: ParsedCard = { text, frontMatter: parseFrontMatter(text), disables: [] };
  for (;;) {
    const ids = wantedIds(card, context).filter(id => !known.has(id));
    if (ids.length === 0 || known.size >= mostModels) break;
    for (const id of ids.slice(0, mostModels - known.size)) known.set(id, await ports.lookup(id));
  }
  const contents = new Map<string, string>();
  for (const name of (names ?? []).filter(isLegalFile).slice(0, mostFiles)) {
    const read = await files.text(name, mostText);
    if ("text" in read) contents.set(name, read.text);
    else failed(`${name} ${read.problem}.`);
  }
  return obligationsOf(card, context, contents);
}

async function subjectOf({ target, repo }: EvidenceCommand, core: Core, ports: TracePorts): Promise<Subject> {
  const facts = await stat(target).catch(() => null);
  if (facts !== null) return localSubject(target, facts.isDirectory(), repo, core);
  if (!isRepoId(target))
    throw new UserError(
      `There is no file or folder ${JSON.stringify(target)}, and it is not a model ID. Check the path, or write organization/name.`,
    );
  if (core.offline)
    throw new UserError(
      `There is no folder ${JSON.stringify(target)}, and the files of a model on the Hub cannot be read offline. Give the path of a local copy, or omit --offline.`,
    );
  const files = ports.filesOf(target);
  const found = await ports.lookup(target);
  if (found.state !== "known" || files === null)
    throw new UserError(
      `${core.endpoint} does not show ${target}. Check the ID, or set HF_TOKEN if the model is private or gated.`,
    );
  const card = await files.text("README.md", mostText);
  const text = "text" in card ? card.text : cardOf(found);
  return { text, repo: found.id, files };
}

/** What the Hub says of a model whose card cannot be read, as a card. */
function cardOf({ model, parents }: Extract<KnownModel, { readonly state: "known" }>): string {
  const license = model.license === null ? "" : `license: ${JSON.stringify(model.license)}\n`;
  return `---\n${license}base_model: ${JSON.stringify(parents.map(({ parent }) => parent))}\n---\n`;
}

async function localSubject(
  path: string,
  isFolder: boolean,
  repo: string | undefined,
  core: Core,
): Promise<Subject> {
  const cardPath = isFolder ? join(path, "README.md") : path;
  const card = await readCard(cardPath, repo);
  if ("message" in card) throw new UserError(`${card.path}: ${card.message}`);
  const { identity } = cardSubject(card.text, card.place, core.endpoint);
  return { text: card.text, repo: identity?.repo ?? null, files: localFiles(dirname(cardPath)) };
}
