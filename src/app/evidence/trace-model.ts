import type { KnownModel } from "../../card/finding";
import { buildContradictions } from "../../evidence/build-contradictions";
import { proseEvidence } from "../../evidence/card/prose";
import { tagEvidence } from "../../evidence/card/tag-evidence";
import { combine } from "../../evidence/combine";
import { parentContradictions } from "../../evidence/contradictions";
import type { Contradiction, Evidence, InferredParent } from "../../evidence/evidence";
import { configBuild, type ModelBuild } from "../../evidence/files/model-config";
import { nameEvidence, namesToSearch } from "../../evidence/names/alike";
import { childrenIn, type Edge } from "../../lineage/model";
import { withoutSecrets } from "../../lineage/text/without-secrets";
import type { ModelFile, ModelFiles } from "../ports/model-files-port";
import { type FileEvidence, gatherEvidence } from "./gather-evidence";

/** The model whose parents are looked for. */
export interface TraceSubject {
  /** Its ID; null for a draft. */
  readonly repo: string | null;
  readonly declared: readonly Edge[];
  /** The card's text after its front matter; null if there is no card. */
  readonly body: string | null;
  readonly tags: readonly string[];
  readonly createdAt: string | null;
  readonly files: ModelFiles | null;
}

/** What tracing asks of others. Failures are theirs to tell; nothing is thrown for what is not there. */
export interface TracePorts {
  /** What is known about a model, from the index or the Hub. */
  lookup(id: string): Promise<KnownModel>;
  /** IDs on the Hub that match a text; empty offline. */
  search(text: string): Promise<readonly string[]>;
  /** The files of another model; null offline. */
  filesOf(id: string): ModelFiles | null;
}

/** Where a model comes from, as far as can be seen. */
export interface ModelTrace {
  readonly model: string | null;
  readonly declared: readonly Edge[];
  readonly inferred: readonly InferredParent[];
  readonly contradictions: readonly Contradiction[];
  /** Evidence that names no model on the Hub, such as a path on somebody's disk. */
  readonly unplaced: readonly Evidence[];
  /** Null if the files were not looked at. */
  readonly files: FileEvidence | null;
}

/** Models that are looked up for one trace, and parents whose files are compared. */
const [mostLookups, mostCompared] = [24, 3];

/** Collects the evidence for a model's parents and combines it. */
export async function traceModel(subject: TraceSubject, ports: TracePorts): Promise<ModelTrace> {
  const files = subject.files === null ? null : await gatherEvidence(subject.files);
  const seen: Evidence[] = [
    ...(files?.evidence ?? []),
    ...proseEvidence(subject.body ?? ""),
    ...tagEvidence(subject.tags),
    ...(await byName(subject, ports)),
  ].map(piece => ({ ...piece, seen: withoutSecrets(piece.seen) }));
  const known = new Map<string, KnownModel>();
  const ids = new Set([
    ...subject.declared.map(({ parent }) => parent),
    ...seen.flatMap(each => each.parent ?? []),
  ]);
  for (const id of [...ids].slice(0, mostLookups)) known.set(id, await ports.lookup(id));
  const resolve = (id: string): string | null => {
    const found = known.get(id) ?? { state: "unknown" };
    if (found.state === "missing") return null;
    return found.state === "known" ? found.id : id;
  };
  const how = { self: subject.repo, resolve };
  const first = combine(seen, how);
  const declared = subject.declared.map(edge => ({ ...edge, parent: resolve(edge.parent) ?? edge.parent }));
  const compared = await compare({ subject, files, inferred: first, declared }, ports);
  const inferred = compared.evidence.length === 0 ? first : combine([...seen, ...compared.evidence], how);
  return {
    model: subject.repo,
    declared: subject.declared,
    inferred,
    contradictions: [
      ...parentContradictions(
        inferred,
        declared.map(({ parent }) => parent),
      ),
      ...compared.contradictions,
    ],
    unplaced: seen.filter(({ parent }) => parent === null || resolve(parent) === null),
    files,
  };
}

async function byName({ repo, createdAt }: TraceSubject, ports: TracePorts): Promise<readonly Evidence[]> {
  if (repo === null) return [];
  const found = new Set<string>();
  for (const text of namesToSearch(repo)) for (const id of await ports.search(text)) found.add(id);
  const namesakes = [];
  for (const id of [...found].slice(0, mostLookups)) {
    const known = await ports.lookup(id);
    if (known.state !== "known") continue;
    const { model } = known;
    namesakes.push({ id: known.id, children: childrenIn(model.childCounts), createdAt: model.createdAt });
  }
  return nameEvidence(repo, createdAt, namesakes);
}

interface Comparing {
  readonly subject: TraceSubject;
  readonly files: FileEvidence | null;
  readonly inferred: readonly InferredParent[];
  readonly declared: readonly Edge[];
}

/** Compares weights and builds with those of the declared parents and of the most likely ones. */
async function compare(
  { subject, files, inferred, declared }: Comparing,
  ports: TracePorts,
): Promise<{ readonly evidence: readonly Evidence[]; readonly contradictions: readonly Contradiction[] }> {
  const evidence: Evidence[] = [];
  const contradictions: Contradiction[] = [];
  if (files === null) return { evidence, contradictions };
  const ids = new Set([...declared, ...inferred].map(({ parent }) => parent));
  for (const id of [...ids].filter(each => each !== subject.repo).slice(0, mostCompared)) {
    const theirs = ports.filesOf(id);
    if (theirs === null) continue;
    const listed = await theirs.list();
    evidence.push(...sameWeights(files.hashes, listed ?? [], id));
    const edge = declared.find(({ parent }) => parent === id);
    const build = edge === undefined || files.isAdapter ? null : await buildOf(theirs, listed ?? []);
    if (edge !== undefined && build !== null && files.build !== null)
      contradictions.push(...buildContradictions(files.build, build, edge));
  }
  return { evidence, contradictions };
}

/** Weights that another model has byte for byte. */
export function sameWeights(
  hashes: ReadonlyMap<string, string>,
  theirs: readonly ModelFile[],
  parent: string,
): readonly Evidence[] {
  const known = new Map(
    theirs.flatMap(({ name, sha256 }) => (sha256 === null ? [] : [[sha256, name] as const])),
  );
  for (const [name, sha256] of hashes) {
    const same = known.get(sha256);
    if (same === undefined) continue;
    const seen = `sha256 ${sha256.slice(0, 12)}… is that of ${same} in ${parent}`;
    return [{ kind: "same-weights", clue: "weights/same", parent, seen, where: name, relation: null }];
  }
  return [];
}

async function buildOf(files: ModelFiles, listed: readonly ModelFile[]): Promise<ModelBuild | null> {
  if (!listed.some(({ name }) => name === "config.json")) return null;
  const config = await files.text("config.json", 1_048_576);
  return "text" in config ? configBuild(config.text) : null;
}
