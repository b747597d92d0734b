import { lstat, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cardSubject } from "../../app/card/card-subject";
import { gatherAdditions } from "../../app/evidence/gather-additions";
import { gatherEvidence } from "../../app/evidence/gather-evidence";
import { cardOfModel, gatherObligations, type ObligedCard } from "../../app/evidence/gather-obligations";
import type { TracePorts } from "../../app/evidence/trace-model";
import { UserError } from "../../app/ports/errors";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import type { Obligations } from "../../card/obligations/obligations";
import { readCard } from "../card-files";
import type { Core } from "../core";
import type { Style } from "../terminal/style";
import { additionsData, additionsText, writeAdditions } from "./add-missing";
import type { EvidenceCommand } from "./evidence-arguments";
import { localFiles } from "./local-files";
import { obligationsData, obligationsText } from "./obligations-text";
import { shippedTexts } from "./shipped-texts";
import { cardOnHub, needHubTarget, notShown } from "./target";
import { type TraceOutcome, tracePorts } from "./trace-command";
import { unreadInCard } from "./unread-card";

type Subject = Omit<ObligedCard, "frontMatter" | "told">;

/** A card with its path; null if it is on the Hub. */
type Found = { readonly subject: Subject; readonly path: string | null };

/** Says what the licenses of a model's ancestors ask of whoever shares it, and what of it is there; shows or adds what is missing. */
export async function runObligations(
  command: EvidenceCommand,
  core: Core,
  style: Style,
): Promise<TraceOutcome> {
  const failures: string[] = [];
  const ports = tracePorts(core, message => failures.push(message));
  const { subject, path } = await subjectOf(command, core, ports);
  if (command.adds === "written" && path === null)
    throw new UserError(
      `${command.target} is a model on the Hub, and --write adds files to a folder. Give the path of a clone, or use --add to see what would be added.`,
    );
  failures.push(...unreadInCard(subject.text));
  const told = await gatherEvidence(subject.files);
  const card = { ...subject, frontMatter: parseFrontMatter(subject.text), told };
  const asked = { ...ports, failed: (message: string) => failures.push(message) };
  const name = subject.repo ?? command.target;
  if (command.adds === "nothing") {
    const found = await gatherObligations(card, asked);
    return outcome({ command, core, failures }, { found, name, repo: subject.repo, style });
  }
  const texts = await shippedTexts();
  const { found, made } = await gatherAdditions(card, {
    ...asked,
    shipped: texts,
    endpoint: new URL(core.endpoint).href.replace(/\/$/, ""),
  });
  const written = command.adds === "written" && path !== null ? await writeAdditions(path, made) : null;
  const printed = outcome(
    { command, core, failures },
    {
      ...{ found, name, repo: subject.repo, style },
      more: { text: additionsText(made, written, style), data: additionsData(made, written) },
    },
  );
  const isWritten = [...(written?.values() ?? [])].every(problem => problem === null);
  return { ...printed, isWhole: printed.isWhole && isWritten };
}

function outcome(
  { command, core, failures }: { command: EvidenceCommand; core: Core; failures: readonly string[] },
  told: {
    readonly found: Obligations;
    readonly name: string;
    readonly repo: string | null;
    readonly style: Style;
    readonly more?: { readonly text: string; readonly data: object };
  },
): TraceOutcome {
  for (const message of new Set(failures)) core.warn(message);
  const { found, name, repo, style, more } = told;
  const output =
    command.format === "json"
      ? `${JSON.stringify({ ...obligationsData(repo, found), ...more?.data }, null, 2)}\n`
      : `${obligationsText(name, found, style)}${more?.text ?? ""}`;
  return { output, isWhole: failures.length === 0 && found.isWhole };
}

async function subjectOf({ target, repo }: EvidenceCommand, core: Core, ports: TracePorts): Promise<Found> {
  const facts = await stat(target).catch(() => null);
  if (facts !== null) {
    const path = facts.isDirectory() ? join(target, "README.md") : target;
    return { subject: await localSubject(path, repo, core), path };
  }
  needHubTarget(target, core);
  const files = ports.filesOf(target);
  const found = await ports.lookup(target);
  if (found.state !== "known" || files === null) throw notShown(target, core);
  const text = (await cardOnHub(files, core)) ?? cardOfModel(found);
  return { subject: { text, repo: found.id, files }, path: null };
}

async function localSubject(path: string, repo: string | undefined, core: Core): Promise<Subject> {
  if ((await lstat(path).catch(() => null)) === null)
    throw new UserError(
      `There is no README.md in ${JSON.stringify(dirname(path))}, so its ancestors are not known. Write the card first, or name the folder of a model.`,
    );
  const card = await readCard(path, repo);
  if ("message" in card) throw new UserError(`${card.path}: ${card.message}`);
  const { identity } = cardSubject(card.text, card.place, core.endpoint);
  return { text: card.text, repo: identity?.repo ?? null, files: localFiles(dirname(path)) };
}
