import type { Bill, BilledFile, Checkout, Making } from "../../bills/bill";
import { cardText } from "../../bills/said-in-card";
import { type KnownDataset, missingModel } from "../../card/finding";
import type { DeclaredTraits } from "../../card/licensing/declared-traits";
import { isWeights } from "../../evidence/files/weights-names";
import type { FamilyEdge } from "../../lineage/family";
import { type Edge, type Model, unreadModel } from "../../lineage/model";
import { isRepoId } from "../../lineage/repo-id";
import { draftModel } from "../../lineage/traits/laid-card";
import type { ModelFiles } from "../ports/model-files-port";
import { type ModelTrace, type TracePorts, type TraceSubject, traceModel } from "./trace-model";

/** The model that a bill is about. */
export interface BilledSubject extends TraceSubject {
  /** What the Hub says of it; null if it was not asked, or does not show it. */
  readonly model: Model | null;
  /** What a card in a folder declares; null if there is none, or the Hub's answer has it. */
  readonly traits: DeclaredTraits | null;
}

/** What a bill asks of others. */
export interface BillPorts extends TracePorts {
  /** What is known about a dataset; null if nobody may be asked. */
  readonly dataset: ((id: string) => Promise<KnownDataset>) | null;
  /** Is told in a sentence what could not be read. */
  failed(message: string): void;
}

/** Ancestors that are listed, those whose files are listed, and datasets that are looked up. */
const [mostAncestors, mostListed, mostDatasets] = [200, 40, 40];

/** Parents less likely than this are not in a bill. */
const leastProbable = 0.5;

/** Collects what a bill of one model and its ancestors is written from; a draft is named as in `./name`, which no ID is. */
export async function gatherBill(
  subject: BilledSubject,
  {
    name,
    making,
    checkout,
  }: { readonly name: string; readonly making: Making; readonly checkout: Checkout | null },
  given: BillPorts,
): Promise<{ readonly bill: Bill; readonly trace: ModelTrace }> {
  const ports = withoutMissing(given);
  const trace = await traceModel(subject, ports);
  const root = await rootModel(subject, subject.repo ?? `./${name}`, ports);
  const { family, gone } = await ancestorsOf(root, subject.declared, ports);
  const declared = new Set(family.edges.map(({ parent }) => parent));
  const likely = trace.inferred.filter(
    ({ parent, probability }) => probability >= leastProbable && !declared.has(parent),
  );
  const weights = new Map<string, readonly BilledFile[]>();
  const own = await ownWeights(subject.files, trace);
  if (own !== null) weights.set(root.id, own);
  const read = family.models.filter(({ id, unread }) => id !== root.id && unread !== true);
  for (const { id } of read.slice(0, mostListed)) {
    const found = await weightsOf(ports.filesOf(id));
    if (found !== null) weights.set(id, found);
  }
  if (read.length > mostListed)
    ports.failed(
      `The files of ${mostListed} ancestors were listed, and not those of ${read.length - mostListed} more.`,
    );
  const datasets = new Map<string, KnownDataset>();
  const names = [...new Set(root.datasets)];
  const { dataset } = ports;
  const asked = dataset === null ? [] : names.filter(isRepoId).slice(0, mostDatasets);
  for (const id of asked) datasets.set(id, (await dataset?.(id)) ?? { state: "unknown" });
  return {
    bill: {
      ...{ family, gone, weights, datasets, making, checkout },
      inferred: new Map([[root.id, likely]]),
      build: trace.files?.build ?? null,
      contradictions: trace.contradictions.map(({ sentence }) => sentence),
      isDraft: subject.repo === null,
      said: subject.body === null ? null : cardText(subject.body),
    },
    trace,
  };
}

/** The ports that ask for no files of a model which the Hub does not show: the bill says so, and nothing failed. */
function withoutMissing(ports: BillPorts): BillPorts {
  const missing = new Set<string>();
  return {
    ...ports,
    lookup: async id => {
      const found = await ports.lookup(id);
      if (missingModel(found) !== null) missing.add(id).add(found.state === "known" ? found.id : id);
      return found;
    },
    filesOf: id => (missing.has(id) ? null : ports.filesOf(id)),
  };
}

/** The subject with its traits: what the card in a folder says comes before the Hub's copy, which may be older. */
async function rootModel(
  { model, traits, repo }: BilledSubject,
  id: string,
  ports: BillPorts,
): Promise<Model> {
  const found = model === null && repo !== null ? await ports.lookup(repo) : null;
  const onHub = model ?? (found?.state === "known" ? found.model : null);
  if (traits === null) return onHub ?? unreadModel(id);
  return onHub === null ? draftModel(id, traits) : { ...onHub, ...traits, id };
}

/** A model with its declared ancestors, by their IDs of today, nearest first, and those of them that are gone. */
async function ancestorsOf(
  root: Model,
  declared: readonly Edge[],
  ports: BillPorts,
): Promise<Pick<Bill, "family" | "gone">> {
  const models = new Map<string, Model>([[root.id, root]]);
  const edges: FamilyEdge[] = [];
  const [missing, gone] = [new Set<string>(), new Set<string>()];
  const left: { readonly child: string; readonly parents: readonly Edge[] }[] = [
    { child: root.id, parents: declared },
  ];
  let isCut = false;
  let oldest: number | null = null;
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    const { child } = next;
    for (const { parent: named, relation } of next.parents) {
      const found = await ports.lookup(named);
      const parent = found.state === "known" ? found.id : named;
      if (parent === child || edges.some(edge => edge.child === child && edge.parent === parent)) continue;
      if (!models.has(parent) && models.size > mostAncestors) {
        isCut = true;
        continue;
      }
      if (found.state === "missing") missing.add(parent);
      edges.push({ child, parent, relation, ...(found.state === "missing" ? { outside: true } : {}) });
      if (found.state === "missing" || models.has(parent)) continue;
      models.set(parent, found.state === "known" ? found.model : unreadModel(parent));
      if (found.state !== "known") continue;
      if (found.gone !== undefined) gone.add(parent);
      oldest = Math.min(oldest ?? found.at, found.at);
      left.push({ child: parent, parents: found.parents });
    }
  }
  if (isCut) ports.failed(`Only the nearest ${mostAncestors} ancestors are listed; there are more.`);
  const family = {
    ...{ root: root.id, models: [...models.values()], edges, missing: [...missing] },
    ...{ cycles: [], unchecked: [], oldestAt: oldest },
  };
  return { family, gone };
}

/** The weights next to a card; what pointers say of them comes before what a list says. */
async function ownWeights(
  files: ModelFiles | null,
  trace: ModelTrace,
): Promise<readonly BilledFile[] | null> {
  const listed = await weightsOf(files);
  const hashes = trace.files?.hashes ?? new Map<string, string>();
  return listed?.map(({ name, sha256 }) => ({ name, sha256: hashes.get(name) ?? sha256 })) ?? null;
}

async function weightsOf(files: ModelFiles | null): Promise<readonly BilledFile[] | null> {
  const all = (await files?.list()) ?? null;
  return (
    all
      ?.filter(({ name, isFolder }) => isFolder !== true && isWeights(name))
      .map(({ name, sha256 }) => ({ name, sha256 })) ?? null
  );
}
