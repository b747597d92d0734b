import { hubPage, modelPurl } from "../../lineage/export/purl";
import type { FamilyEdge } from "../../lineage/family";
import { type Model, unreadModel } from "../../lineage/model";
import type { Bill, BilledFile } from "../bill";
import { inferredInWords } from "../inferred-in-words";
import { commitSwhid, modelVersion } from "../model-version";
import { type SpdxFields, type SpdxGraph, spdxTime, unknownElement } from "./spdx-graph";
import type { SpdxLicenses } from "./spdx-licenses";

/** Writes the models of a bill into a document. */
export class SpdxModels {
  readonly #bill: Bill;
  readonly #graph: SpdxGraph;
  readonly #licenses: SpdxLicenses;
  readonly #agents = new Map<string, string>();
  readonly #models = new Map<string, string>();
  /** Whether every model has what the AI profile asks for. */
  #isConformant = true;

  constructor(bill: Bill, graph: SpdxGraph, licenses: SpdxLicenses) {
    this.#bill = bill;
    this.#graph = graph;
    this.#licenses = licenses;
  }

  get isConformant(): boolean {
    return this.#isConformant;
  }

  /** Adds all models, with their weights and their parents. */
  addAll(): void {
    const { models, edges } = this.#bill.family;
    const parents = new Map<string, FamilyEdge[]>();
    for (const edge of edges) parents.set(edge.child, [...(parents.get(edge.child) ?? []), edge]);
    for (const model of models) this.#add(model);
    for (const model of models) this.#descend(model, parents.get(model.id) ?? []);
  }

  /** The element of a model, which is added if it is only named as a parent so far. */
  elementOf(id: string): string {
    return this.#models.get(id) ?? this.#add(unreadModel(id));
  }

  /** The element of whoever owns a repo: the Hub does not tell here whether that is a person. */
  ownerOf(id: string): string | undefined {
    const owner = id.includes("/") ? id.slice(0, id.indexOf("/")) : "";
    if (owner === "") return undefined;
    const known = this.#agents.get(owner);
    if (known !== undefined) return known;
    const page = hubPage(owner, this.#bill.making.hub);
    const ref = { type: "ExternalRef", externalRefType: "altWebPage", locator: [page] };
    const agent = this.#graph.add("Agent", "owner", { name: owner, externalRef: [ref] });
    this.#agents.set(owner, agent);
    return agent;
  }

  #add(model: Model): string {
    const { id } = model;
    const isSubject = id === this.#bill.family.root;
    const isPlaced = !(isSubject && this.#bill.isDraft);
    const { version, commit, source } = modelVersion(model, this.#bill);
    const required = {
      suppliedBy: isPlaced ? this.ownerOf(id) : undefined,
      releaseTime: model.createdAt === null ? undefined : spdxTime(model.createdAt),
      software_packageVersion: version ?? undefined,
      software_downloadLocation: isPlaced ? hubPage(id, this.#bill.making.hub) : undefined,
    };
    if (Object.values(required).includes(undefined)) this.#isConformant = false;
    const element = this.#graph.add("ai_AIPackage", "model", {
      ...{ name: id, ...required, software_primaryPurpose: "model" },
      software_packageUrl: isPlaced ? modelPurl(id) : undefined,
      software_sourceInfo: commit === null ? `The commit is ${source}.` : `The commit is of ${source}.`,
      software_contentIdentifier: commit === null ? undefined : [contentOf(commit)],
      ...this.#told(model),
    });
    this.#models.set(id, element);
    this.#licenses.declare(element, { ...model, isRead: model.unread !== true });
    this.#contain(element, this.#bill.weights.get(id));
    for (const parent of this.#bill.inferred.get(id) ?? [])
      this.#annotate(element, "inferred-parent", inferredInWords(parent));
    if (isSubject)
      for (const sentence of this.#bill.contradictions) this.#annotate(element, "contradiction", sentence);
    return element;
  }

  #told(model: Model): SpdxFields {
    const { task, library, languages, evaluations } = model;
    const said = model.id === this.#bill.family.root ? this.#bill.said : null;
    const build = model.id === this.#bill.family.root ? this.#bill.build : null;
    const facts = [
      task === null ? "" : `Task: ${task}.`,
      library === null ? "" : `Library: ${library}.`,
      languages.length === 0 ? "" : `Languages: ${languages.join(", ")}.`,
      said?.uses ?? "",
    ].filter(text => text !== "");
    const metrics = evaluations.map(({ task: of, dataset, metric, value }) => ({
      ...{ type: "DictionaryEntry", key: `${metric} (${of}, ${dataset})`, value: String(value) },
    }));
    return {
      description: said?.description ?? undefined,
      comment: this.#missingInWords(model),
      ai_typeOfModel: build?.architecture == null ? undefined : [build.architecture],
      ai_informationAboutApplication: facts.length === 0 ? undefined : facts.join(" "),
      ai_informationAboutTraining: said?.training ?? undefined,
      ai_limitation: said?.limits ?? undefined,
      ai_metric: metrics.length === 0 ? undefined : metrics,
    };
  }

  #missingInWords({ id, unread }: Model): string | undefined {
    const { family, gone } = this.#bill;
    if (gone.has(id)) return "The Hub no longer shows this model; this is what was read of it before.";
    if (!unread) return undefined;
    return family.missing.includes(id)
      ? "The Hub does not show a model of this name."
      : "Only the ID of this model is known; it was not read.";
  }

  #contain(element: string, files: readonly BilledFile[] | undefined): void {
    const hashed = (files ?? []).map(({ name, sha256 }) =>
      this.#graph.add("software_File", "file", {
        ...{ name, software_primaryPurpose: "model" },
        verifiedUsing:
          sha256 === null ? undefined : [{ type: "Hash", algorithm: "sha256", hashValue: sha256 }],
      }),
    );
    // Only weights are listed.
    if (hashed.length > 0) this.#graph.relate(element, "contains", hashed, { completeness: "incomplete" });
  }

  /** The declared parents. None declared is not none: it is unknown what such a model was made from. */
  #descend(model: Model, edges: readonly FamilyEdge[]): void {
    const from = this.elementOf(model.id);
    if (edges.length === 0) {
      const comment = model.unread ? "The model was not read." : "The card declares no parent.";
      this.#graph.relate(from, "descendantOf", [unknownElement], { comment, completeness: "noAssertion" });
      return;
    }
    for (const relation of new Set(edges.map(edge => edge.relation))) {
      const same = edges.filter(edge => edge.relation === relation);
      const to = [...new Set(same.map(({ parent }) => this.elementOf(parent)))];
      const comment =
        relation === "unknown" ? "Declared without a relation." : `Declared relation: ${relation}.`;
      this.#graph.relate(from, "descendantOf", to, { comment, completeness: "noAssertion" });
      // An adapter does not run without its parent.
      if (relation === "adapter") this.#graph.relate(from, "dependsOn", to);
    }
  }

  /** What nobody declared is told in words, never as a relationship. */
  #annotate(subject: string, word: string, statement: string): void {
    this.#graph.add("Annotation", word, {
      ...{ subject, annotationType: "other", contentType: "text/plain", statement },
    });
  }
}

/** The commit of a repo, as the identifier that SPDX has for it. */
function contentOf(commit: string) {
  return {
    type: "software_ContentIdentifier",
    software_contentIdentifierType: "swhid",
    software_contentIdentifierValue: commitSwhid(commit),
  };
}
