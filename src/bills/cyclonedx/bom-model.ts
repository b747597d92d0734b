import { evidenceWeight } from "../../evidence/combine";
import type { Evidence, EvidenceKind, InferredParent } from "../../evidence/evidence";
import type { ModelBuild } from "../../evidence/files/model-config";
import {
  type BomComponent,
  type BomValue,
  declaredLicenses,
  modelIdentity,
} from "../../lineage/export/cyclonedx";
import { hubPage, modelPurl } from "../../lineage/export/purl";
import type { Model } from "../../lineage/model";
import type { Bill, BilledFile, CardText } from "../bill";
import { inferredInWords, pieceSeen } from "../inferred-in-words";
import { addressInBill, recognitionInBill } from "../license-in-bill";
import { commitSwhid, modelVersion } from "../model-version";
import { taskFormats } from "../task-formats";
import { datasetRef } from "./dataset-ref";

/** The component of a model with what a bill knows beyond its family. */
export function describedModel(component: BomComponent, model: Model, bill: Bill): BomComponent {
  const { hub } = bill.making;
  const { id } = model;
  const isSubject = id === bill.family.root;
  const said = isSubject ? bill.said : null;
  const told = { inferred: bill.inferred.get(id) ?? [], against: isSubject ? bill.contradictions : [] };
  const isPlaced = !(isSubject && bill.isDraft);
  const owner = isPlaced && id.includes("/") ? id.slice(0, id.indexOf("/")) : null;
  const page = hubPage(id, hub);
  const { version, commit, source } = modelVersion(model, bill);
  return {
    ...component,
    supplier: owner === null ? undefined : { name: owner, url: [hubPage(owner, hub)] },
    version: version ?? undefined,
    swhid: commit === null ? undefined : [commitSwhid(commit)],
    description: said?.description ?? undefined,
    pedigree: pedigreeOf(component, told),
    group: owner ?? undefined,
    purl: isPlaced ? component.purl : undefined,
    externalReferences: isPlaced
      ? [
          { type: "model-card", url: page },
          { type: "distribution", url: `${page}/tree/${commit ?? "main"}` },
          ...(commit === null ? [] : [{ type: "vcs", url: page, comment: `Commit ${commit}` }]),
        ]
      : undefined,
    properties: propertiesOf(component, [
      ["hub-lineage:commit", source],
      ["hub-lineage:license", recognitionInBill(model)],
      ["hub-lineage:training", said?.training ?? null],
      ["hub-lineage:state", bill.gone.has(id) ? "no longer shown by the Hub" : null],
    ]),
    components: weightsOf(bill.weights.get(id) ?? []),
    licenses: declaredLicenses(model, addressInBill(model)),
    modelCard: modelCardOf(model, said, isSubject ? bill.build : null),
  };
}

/** What has no field of its own, such as what the card says of training; what is null is left out. */
function propertiesOf(
  { properties }: BomComponent,
  told: readonly (readonly [name: string, value: string | null])[],
): BomValue | undefined {
  const more = told.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
  return more.length === 0 ? properties : [...(Array.isArray(properties) ? properties : []), ...more];
}

interface PedigreeFacts {
  readonly inferred: readonly InferredParent[];
  /** Sentences on what contradicts the declared parents. */
  readonly against: readonly string[];
}

/** Declared parents are ancestors; those that are only inferred are variants, with the evidence for them. */
function pedigreeOf({ pedigree }: BomComponent, { inferred, against }: PedigreeFacts): BomValue | undefined {
  const notes = [...inferred.map(inferredInWords), ...against];
  if (notes.length === 0) return pedigree;
  return {
    ...(typeof pedigree === "object" ? pedigree : {}),
    ...(inferred.length === 0 ? {} : { variants: inferred.map(variantOf) }),
    notes: notes.join("\n"),
  };
}

function variantOf({ parent, relation, probability, evidence }: InferredParent): BomComponent {
  const methods = evidence.map(piece => ({
    technique: techniques[piece.kind],
    confidence: rounded(1 / (1 + Math.exp(-evidenceWeight(piece)))),
    value: pieceSeen(piece),
  }));
  return {
    ...modelIdentity(parent),
    evidence: {
      identity: [
        { field: "purl", confidence: rounded(probability), concludedValue: modelPurl(parent), methods },
      ],
      occurrences: evidence.map(({ where, seen }: Evidence) => ({
        location: where,
        additionalContext: seen,
      })),
    },
    properties: [
      { name: "hub-lineage:inferred", value: "true" },
      { name: "hub-lineage:relation", value: relation },
    ],
  };
}

/** How each kind of evidence was found, in the words of CycloneDX. */
const techniques: Readonly<Record<EvidenceKind, string>> = {
  "adapter-config": "manifest-analysis",
  config: "manifest-analysis",
  mergekit: "manifest-analysis",
  gguf: "binary-analysis",
  "same-weights": "hash-comparison",
  prose: "other",
  tag: "other",
  name: "filename",
  author: "other",
};

function rounded(share: number): number {
  return Math.round(share * 1e4) / 1e4;
}

/** The files of weights, with the hashes that are known. */
function weightsOf(files: readonly BilledFile[]): BomValue | undefined {
  if (files.length === 0) return undefined;
  return files.map(({ name, sha256 }) => ({
    ...{ type: "file", name },
    hashes: sha256 === null ? undefined : [{ alg: "SHA-256", content: sha256 }],
  }));
}

function modelCardOf(
  { task, datasets, evaluations }: Model,
  said: CardText | null,
  build: ModelBuild | null,
): BomValue | undefined {
  const metrics = evaluations.map(({ task: of, dataset, metric, value }) => ({
    ...{ type: metric, value: String(value), slice: `${of}, ${dataset}` },
  }));
  const formats = task === null ? null : taskFormats(task);
  const inFormats = (kinds: readonly string[]) => kinds.map(format => ({ format }));
  const parameters = {
    ...(task === null ? {} : { task }),
    ...(build === null || build.architecture === null ? {} : { architectureFamily: build.architecture }),
    ...(formats === null ? {} : { inputs: inFormats(formats.inputs), outputs: inFormats(formats.outputs) }),
    ...(datasets.length === 0
      ? {}
      : { datasets: [...new Set(datasets)].map(name => ({ ref: datasetRef(name) })) }),
  };
  const considerations = {
    ...(said === null || said.uses === null ? {} : { useCases: [said.uses] }),
    ...(said === null || said.limits === null ? {} : { technicalLimitations: [said.limits] }),
  };
  const card = {
    ...(hasAny(parameters) ? { modelParameters: parameters } : {}),
    ...(metrics.length === 0 ? {} : { quantitativeAnalysis: { performanceMetrics: metrics } }),
    ...(hasAny(considerations) ? { considerations } : {}),
  };
  return hasAny(card) ? card : undefined;
}

function hasAny(fields: object): boolean {
  return Object.keys(fields).length > 0;
}
