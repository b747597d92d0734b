import { lstat, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cardSubject } from "../../app/card/card-subject";
import { gatherEvidence } from "../../app/evidence/gather-evidence";
import { cardOfModel, gatherObligations, type ObligedCard } from "../../app/evidence/gather-obligations";
import type { TracePorts } from "../../app/evidence/trace-model";
import { UserError } from "../../app/ports/errors";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import { readCard } from "../card-files";
import type { Core } from "../core";
import type { Style } from "../terminal/style";
import type { EvidenceCommand } from "./evidence-arguments";
import { localFiles } from "./local-files";
import { obligationsJson, obligationsText } from "./obligations-text";
import { cardOnHub, needHubTarget, notShown } from "./target";
import { type TraceOutcome, tracePorts } from "./trace-command";

type Subject = Omit<ObligedCard, "frontMatter" | "told">;

/** Says what the licenses of a model's ancestors ask of whoever shares it, and what of it is there. */
export async function runObligations(
  command: EvidenceCommand,
  core: Core,
  style: Style,
): Promise<TraceOutcome> {
  const failures: string[] = [];
  const ports = tracePorts(core, message => failures.push(message));
  const subject = await subjectOf(command, core, ports);
  const found = await gatherObligations(
    {
      ...subject,
      frontMatter: parseFrontMatter(subject.text),
      told: await gatherEvidence(subject.files),
    },
    { lookup: ports.lookup, failed: message => failures.push(message) },
  );
  for (const message of new Set(failures)) core.warn(message);
  const name = subject.repo ?? command.target;
  const output =
    command.format === "json" ? obligationsJson(subject.repo, found) : obligationsText(name, found, style);
  return { output, isWhole: failures.length === 0 && found.isWhole };
}

async function subjectOf({ target, repo }: EvidenceCommand, core: Core, ports: TracePorts): Promise<Subject> {
  const facts = await stat(target).catch(() => null);
  if (facts !== null) return localSubject(target, facts.isDirectory(), repo, core);
  needHubTarget(target, core);
  const files = ports.filesOf(target);
  const found = await ports.lookup(target);
  if (found.state !== "known" || files === null) throw notShown(target, core);
  const text = (await cardOnHub(files, core)) ?? cardOfModel(found);
  return { text, repo: found.id, files };
}

async function localSubject(
  path: string,
  isFolder: boolean,
  repo: string | undefined,
  core: Core,
): Promise<Subject> {
  const cardPath = isFolder ? join(path, "README.md") : path;
  if ((await lstat(cardPath).catch(() => null)) === null)
    throw new UserError(
      `There is no README.md in ${JSON.stringify(path)}, so its ancestors are not known. Write the card first, or name the folder of a model.`,
    );
  const card = await readCard(cardPath, repo);
  if ("message" in card) throw new UserError(`${card.path}: ${card.message}`);
  const { identity } = cardSubject(card.text, card.place, core.endpoint);
  return { text: card.text, repo: identity?.repo ?? null, files: localFiles(dirname(cardPath)) };
}
