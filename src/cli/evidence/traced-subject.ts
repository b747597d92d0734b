import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cardSubject } from "../../app/card/card-subject";
import { cardEvidence } from "../../app/evidence/card-evidence";
import { mayTell } from "../../app/evidence/compared-files";
import type { BilledSubject } from "../../app/evidence/gather-bill";
import type { TracePorts } from "../../app/evidence/trace-model";
import { UserError } from "../../app/ports/errors";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import { declaredTraits } from "../../card/licensing/declared-traits";
import { readCard } from "../card-files";
import type { Core } from "../core";
import { localFiles } from "./local-files";
import { cardOnHub, needHubTarget, notShown } from "./target";
import { unreadInCard } from "./unread-card";

/** A folder, a card, or a model on the Hub, as it is traced; throws UserError if there is none. */
export async function tracedSubject(
  { target, repo }: { readonly target: string; readonly repo: string | undefined },
  core: Core,
  ports: TracePorts,
  failed: (message: string) => void,
): Promise<BilledSubject> {
  const facts = await stat(target).catch(() => null);
  if (facts !== null) {
    const folder = facts.isDirectory() ? target : dirname(target);
    return localSubject(folder, target, facts.isDirectory(), { repo, core, failed });
  }
  needHubTarget(target, core);
  return hubSubject(target, core, ports);
}

async function localSubject(
  folder: string,
  path: string,
  isFolder: boolean,
  {
    repo,
    core,
    failed,
  }: { readonly repo: string | undefined; readonly core: Core; readonly failed: (message: string) => void },
): Promise<BilledSubject> {
  const files = localFiles(folder);
  const cardPath = isFolder ? join(folder, "README.md") : path;
  const hasCard = (await stat(cardPath).catch(() => null))?.isFile() === true;
  const bare: BilledSubject = {
    ...{ repo: repo ?? null, declared: [], body: null, tags: [], createdAt: null, files },
    ...{ model: null, traits: null },
  };
  if (!hasCard && mayTell((await files.list())?.map(({ name }) => name) ?? [])) return bare;
  if (!hasCard)
    throw new UserError(
      `There is no model in ${JSON.stringify(path)}: it has neither a README.md nor a file that may name a parent. Name the folder of one model.`,
    );
  const card = await readCard(cardPath, repo);
  if ("message" in card) throw new UserError(`${card.path}: ${card.message}`);
  for (const message of unreadInCard(card.text)) failed(message);
  const { identity, frontMatter } = cardSubject(card.text, card.place, core.endpoint);
  const own = identity?.repo ?? null;
  return {
    ...bare,
    repo: own,
    ...cardEvidence({ text: card.text, frontMatter, repo: own, files: card.place.files }),
    traits: declaredTraits(frontMatter),
  };
}

async function hubSubject(id: string, core: Core, ports: TracePorts): Promise<BilledSubject> {
  const found = await core.reader.readModel(id);
  const files = ports.filesOf(id);
  if (found.state !== "known") throw notShown(id, core);
  const { model, parents } = found.entry;
  const names = (await files?.list())?.map(({ name }) => name) ?? null;
  const text = files === null ? null : await cardOnHub(files, core);
  const frontMatter = parseFrontMatter(text ?? "");
  const card = cardEvidence({ text: text ?? "", frontMatter, repo: model.id, files: names });
  return {
    repo: model.id,
    declared: parents.length > 0 ? parents : card.declared,
    body: text === null ? null : card.body,
    tags: card.tags,
    createdAt: model.createdAt,
    ...{ files, model, traits: null },
  };
}
