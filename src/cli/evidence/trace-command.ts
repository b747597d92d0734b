import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cardSubject } from "../../app/card/card-subject";
import { cardEvidence } from "../../app/evidence/card-evidence";
import { mayTell } from "../../app/evidence/compared-files";
import { hubModelFiles } from "../../app/evidence/hub-model-files";
import {
  type ModelTrace,
  type TracePorts,
  type TraceSubject,
  traceModel,
} from "../../app/evidence/trace-model";
import { knownModel } from "../../app/family/known-model";
import { HubError, UserError } from "../../app/ports/errors";
import type { ModelFiles } from "../../app/ports/model-files-port";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import { readCard } from "../card-files";
import type { Core } from "../core";
import type { Style } from "../terminal/style";
import type { EvidenceCommand } from "./evidence-arguments";
import { localFiles } from "./local-files";
import { cardOnHub, needHubTarget, notShown } from "./target";
import { traceJson, traceText } from "./trace-text";
import { unreadInCard } from "./unread-card";

/** The result of tracing, as it is printed. */
export interface TraceOutcome {
  readonly output: string;
  readonly isWhole: boolean;
}

/** Looks for the parents of one model, by its files, its card, its tags, and its name. */
export async function runTrace(command: EvidenceCommand, core: Core, style: Style): Promise<TraceOutcome> {
  const failures: string[] = [];
  const failed = (message: string): void => void failures.push(message);
  const trace = await traceTarget(command, core, tracePorts(core, failed), failed);
  for (const message of new Set(failures)) core.warn(message);
  const output = command.format === "json" ? traceJson(trace) : traceText(trace, style);
  const isRead = trace.files === null || trace.files.problems.length === 0;
  return { output, isWhole: failures.length === 0 && isRead };
}

/** Traces a folder, a card, or a model on the Hub. */
export async function traceTarget(
  { target, repo }: { readonly target: string; readonly repo: string | undefined },
  core: Core,
  ports: TracePorts,
  failed: (message: string) => void,
): Promise<ModelTrace> {
  const facts = await stat(target).catch(() => null);
  if (facts !== null) {
    const folder = facts.isDirectory() ? target : dirname(target);
    const local = { repo, core, failed };
    return traceModel(await localSubject(folder, target, facts.isDirectory(), local), ports);
  }
  needHubTarget(target, core);
  return traceModel(await hubSubject(target, core, ports), ports);
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
): Promise<TraceSubject> {
  const files = localFiles(folder);
  const cardPath = isFolder ? join(folder, "README.md") : path;
  const hasCard = (await stat(cardPath).catch(() => null))?.isFile() === true;
  const bare = { repo: repo ?? null, declared: [], body: null, tags: [], createdAt: null, files };
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
  };
}

async function hubSubject(id: string, core: Core, ports: TracePorts): Promise<TraceSubject> {
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
    files,
  };
}

/** What tracing asks of the index and the Hub; what it does not get is told to `failed`. */
export function tracePorts(core: Core, failed: (message: string) => void): TracePorts {
  const files = new Map<string, ModelFiles>();
  return {
    lookup: async id => {
      if (core.offline)
        return knownModel((await core.index.lookup([id]))[0] ?? { state: "unknown" }, Date.now());
      return knownModel(await orTold(core.reader.readModel(id), { state: "unknown" }), Date.now());
    },
    search: async text => (core.offline ? [] : orTold(core.hub.search(text, 20), [])),
    filesOf: id => {
      if (core.offline) return null;
      const known = files.get(id) ?? hubModelFiles(core.modelFiles, id, error => failed(error.message));
      files.set(id, known);
      return known;
    },
  };
  async function orTold<T>(work: Promise<T>, instead: T): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      failed(`${error.message} To trace using only the files and the index, use --offline.`);
      return instead;
    }
  }
}
