import type { CardFindings, JudgeCards } from "../../analyses/judged-cards";
import type { CardContext, KnownModel, Rule } from "../../card/finding";
import { licenseLines } from "../../card/licensing/license-lines";
import { lintWith } from "../../card/lint-with";
import { baseModelCycle } from "../../card/rules/base-model-cycle";
import { baseModelSelf } from "../../card/rules/base-model-self";
import { datasetsInvalidId } from "../../card/rules/datasets-invalid-id";
import { licenseIncompatible } from "../../card/rules/license-incompatible";
import { licenseInvalidId } from "../../card/rules/license-invalid-id";
import { licenseLaundered } from "../../card/rules/license-laundered";
import { licenseMergeConflict } from "../../card/rules/license-merge-conflict";
import { licenseMissing } from "../../card/rules/license-missing";
import { licenseNcDropped } from "../../card/rules/license-nc-dropped";
import { licenseNdDerivative } from "../../card/rules/license-nd-derivative";
import { licenseParentUnlicensed } from "../../card/rules/license-parent-unlicensed";
import { licenseQuantizedCopy } from "../../card/rules/license-quantized-copy";
import { licenseResearchOnlyDropped } from "../../card/rules/license-research-only-dropped";
import { licenseReview } from "../../card/rules/license-review";
import { licenseShareAlikeDropped } from "../../card/rules/license-share-alike-dropped";
import { licenseUseRestrictionsDropped } from "../../card/rules/license-use-restrictions-dropped";
import { licenseWithoutAncestor } from "../../card/rules/license-without-ancestor";
import { traitDatasetsLost } from "../../card/rules/trait-datasets-lost";
import { traitLanguagesLost } from "../../card/rules/trait-languages-lost";
import { asLists, type LineageColumns, relationCodes, type Trait } from "../../columns/columns";
import { bareModel, type Edge, type Model } from "../../lineage/model";

/**
 * The rules that need no more of a card than a table of the Hub has: its license, languages, data sets, and parents. A task or
 * library in a table may be the Hub's guess, and the text of cards is not in it. In the order of all rules.
 */
export const tableRules: readonly Rule[] = [
  baseModelSelf,
  baseModelCycle,
  licenseInvalidId,
  licenseMissing,
  licenseNdDerivative,
  licenseResearchOnlyDropped,
  licenseNcDropped,
  licenseUseRestrictionsDropped,
  licenseShareAlikeDropped,
  licenseIncompatible,
  licenseLaundered,
  licenseMergeConflict,
  licenseReview,
  licenseParentUnlicensed,
  licenseQuantizedCopy,
  licenseWithoutAncestor,
  datasetsInvalidId,
  traitLanguagesLost,
  traitDatasetsLost,
];

const longestChain = 100;

/** The links to parents of some models and of all their ancestors, by child. */
function linksOf({ edges, models: count }: LineageColumns, models: readonly number[]) {
  const { child, parent } = edges;
  const needed = new Uint8Array(count);
  for (const model of models) needed[model] = 1;
  for (let step = 0, isMore = true; isMore && step < longestChain; step++) {
    isMore = false;
    for (let edge = 0; edge < child.length; edge++) {
      const above = parent[edge] ?? 0;
      if (needed[child[edge] ?? 0] !== 1 || needed[above] === 1) continue;
      needed[above] = 1;
      isMore = true;
    }
  }
  const found = new Map<number, number[]>();
  for (let edge = 0; edge < child.length; edge++) {
    const below = child[edge] ?? 0;
    if (needed[below] !== 1) continue;
    const rows = found.get(below);
    if (rows === undefined) found.set(below, [edge]);
    else rows.push(edge);
  }
  return found;
}

function valuesOf(trait: Trait | null): (model: number) => readonly string[] {
  if (trait === null) return () => [];
  const { starts, codes, values } = asLists(trait);
  return model => Array.from(codes.subarray(starts[model], starts[model + 1]), code => values[code] ?? "");
}

/** What the columns tell of models, as the rules ask for it. */
export class TableCards {
  readonly #columns: LineageColumns;
  readonly #links: ReadonlyMap<number, readonly number[]>;
  readonly #places = new Map<string, number>();
  readonly #license: (model: number) => readonly string[];
  readonly #language: (model: number) => readonly string[];
  readonly #dataset: (model: number) => readonly string[];

  constructor(columns: LineageColumns, models: readonly number[]) {
    this.#columns = columns;
    this.#links = linksOf(columns, models);
    const { license, language, dataset } = columns.traits;
    [this.#license, this.#language, this.#dataset] = [license, language, dataset].map(valuesOf) as [
      TableCards["license"],
      TableCards["license"],
      TableCards["license"],
    ];
  }

  license(model: number): readonly string[] {
    return this.#license(model);
  }

  parents(model: number): readonly Edge[] {
    const { edges } = this.#columns;
    const child = this.#columns.id(model);
    return (this.#links.get(model) ?? []).map(edge => {
      const above = edges.parent[edge] ?? 0;
      const parent = this.#columns.id(above);
      this.#places.set(parent, above);
      return { child, parent, relation: relationCodes[edges.relation[edge] ?? 0] ?? "unknown" };
    });
  }

  lookup(id: string): KnownModel {
    const model = this.#places.get(id);
    if (model === undefined) return { state: "unknown" };
    const [license = null] = this.#license(model);
    const [languages, datasets] = [this.#language(model), this.#dataset(model)];
    return {
      state: "known",
      model: { ...bareModel(id), license, languages, datasets },
      parents: this.parents(model),
      id,
      at: 0,
    };
  }

  /** What the columns tell of any model, also one that no model here descends from. */
  find(id: string): KnownModel {
    const row = this.#places.get(id) ?? this.#columns.lost?.find(id) ?? -1;
    if (row < 0) return { state: "unknown" };
    this.#places.set(this.#columns.id(row), row);
    return this.lookup(this.#columns.id(row));
  }

  /** A card with what the columns tell of a model's; null if that is nothing. */
  card(model: number): string | null {
    const [license = null] = this.#license(model);
    const [languages, datasets] = [this.#language(model), this.#dataset(model)];
    const written = { license, licenseName: null, licenseLink: null };
    return tableCard({ ...written, languages, datasets }, this.parents(model));
  }
}

/** A card with what a table of the Hub has of a model's; null if that is nothing. */
export function tableCard(
  model: Pick<Model, "license" | "licenseName" | "licenseLink" | "languages" | "datasets">,
  parents: readonly Edge[],
): string | null {
  const [first] = parents;
  const fields: readonly (readonly [string, unknown])[] = [
    ["language", some(model.languages)],
    ["datasets", some(model.datasets)],
    ["base_model", some(parents.map(({ parent }) => parent))],
    ["base_model_relation", first?.relation === "unknown" ? undefined : first?.relation],
  ];
  const others = fields.flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${JSON.stringify(value)}`],
  );
  const lines = [...licenseLines(model), ...others];
  return lines.length === 0 ? null : `---\n${lines.join("\n")}\n---\n`;
}

function some(values: readonly string[]): readonly string[] | undefined {
  return values.length === 0 ? undefined : values;
}

/** Lints what a snapshot tells of the cards of models, with the rules that need no more. */
export const judgeCards: JudgeCards = (columns, models) => {
  const known = new TableCards(columns, models);
  const found = new Map<string, Set<number>>();
  let read = 0;
  for (const model of models) {
    const text = known.card(model);
    if (text === null) continue;
    read++;
    const context: CardContext = { repo: columns.id(model), files: null, lookup: id => known.lookup(id) };
    for (const { rule } of lintWith(tableRules, text, context).findings) {
      found.set(rule, (found.get(rule) ?? new Set()).add(model));
    }
  }
  return {
    read,
    findings: tableRules.flatMap(({ id, severity, summary }): CardFindings[] => {
      const having = found.get(id);
      return having === undefined ? [] : [{ rule: id, severity, summary, models: [...having] }];
    }),
  };
};
