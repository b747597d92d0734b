import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { declaredParents } from "../../../src/card/card";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import type { LineageColumns } from "../../../src/columns/columns";
import { proseEvidence } from "../../../src/evidence/card/prose";
import { tagEvidence } from "../../../src/evidence/card/tag-evidence";
import { combine } from "../../../src/evidence/combine";
import type { Evidence } from "../../../src/evidence/evidence";
import { adapterEvidence } from "../../../src/evidence/files/adapter-config";
import type { Prediction } from "../../../src/evidence/measured/accuracy";
import { type ModelWorld, modelWorld } from "../../../src/evidence/names/model-world";
import { nameCandidates } from "../../../src/evidence/names/name-candidates";
import { scoreOf } from "../../../src/evidence/names/name-scores";
import { nameBias, nameWeights } from "../../../src/evidence/names/name-weights";
import { asList, asObject } from "../../../src/lineage/checked-json";
import { isRepoId } from "../../../src/lineage/repo-id";
import { jsonLines } from "../../hub/models/recorded-models";
import type { BenchRow } from "../bench-row";
import { recordedPath } from "./recorded-data";

type Rows = (what: string, predictions: readonly Prediction[], edges: number) => readonly BenchRow[];

/** A recorded model with the parents that it declares, which are hidden, and what else was recorded of it. */
interface Case {
  readonly id: string;
  readonly parents: readonly string[];
  readonly tags: readonly string[];
  /** The adapter's configuration, as the Hub keeps it. */
  readonly adapter: string | null;
  /** The card's text without its front matter. */
  readonly body: string | null;
}

/** Recorded details and cards whose parents are hidden: found again by files, text, tags, and names together. */
export function filesRows(
  columns: LineageColumns,
  { predictionRows, ruleRows }: { readonly predictionRows: Rows; readonly ruleRows: Rows },
): readonly BenchRow[] {
  const all = [...recordedDetails(), ...recordedCards()];
  const cases = [...new Map(all.map(each => [each.id, each])).values()];
  const find = modelFinder(columns, cases);
  const rowsOf = (what: string, some: readonly Case[]): readonly BenchRow[] => {
    const edges = some.reduce((sum, { parents }) => sum + parents.length, 0);
    const predict = (of: (each: Case) => readonly Guess[]) =>
      some.flatMap(each => judged(each, of(each), find));
    return [
      { what: `${what}: hidden edges`, value: edges, unit: "edges" },
      ...predictionRows(
        `${what}, with files and text`,
        predict(each => combined(each, find)),
        edges,
      ),
      ...predictionRows(
        `${what}, names and tags alone`,
        predict(each => combined({ ...each, adapter: null, body: null }, find)),
        edges,
      ),
      ...ruleRows(`${what}, librarian bot's pattern`, predict(librarian), edges),
    ];
  };
  const hasFiles = (each: Case) => each.adapter !== null || each.body !== null;
  return [
    ...rowsOf("recorded details", cases),
    ...rowsOf("of these with a file or text", cases.filter(hasFiles)),
  ];
}

interface Guess {
  readonly parent: string;
  readonly probability: number;
}

interface Finder {
  readonly world: ModelWorld;
  /** The row of a model; undefined if the census lacks it. */
  row(id: string): number | undefined;
  /** The ID in the census's spelling; of a name without an owner, the model that has it today. */
  id(id: string): string;
}

/** All models of the census by ID, without the edges of the cases. */
function modelFinder(columns: LineageColumns, cases: readonly Case[]): Finder {
  const rows = new Map<string, number>();
  for (let model = 0; model < columns.models; model++) rows.set(columns.id(model).toLowerCase(), model);
  const row = (id: string) => rows.get(id.toLowerCase());
  const hidden = new Set(cases.flatMap(({ id }) => row(id) ?? []));
  const world = modelWorld(columns, edge => hidden.has(columns.edges.child[edge] ?? 0));
  const moved = movedIds();
  const id = (written: string) => {
    const found = row(written) ?? row(moved.get(written) ?? "");
    return found === undefined ? written : columns.id(found);
  };
  return { world, row, id };
}

/** The IDs of today of old models without an owner: those of the most downloaded model of that name. */
function movedIds(): ReadonlyMap<string, string> {
  const text = gunzipSync(
    readFileSync(recordedPath("tables/legacy_unnamespaced_parents.json.gz")),
  ).toString();
  return new Map(
    asList(asObject(JSON.parse(text))?.items).map(each => {
      const { legacy_id, candidate } = asObject(each) ?? {};
      return [String(legacy_id), String(candidate)];
    }),
  );
}

function judged({ id, parents }: Case, guesses: readonly Guess[], find: Finder): readonly Prediction[] {
  const left = new Set(parents);
  return guesses
    .filter(({ parent }) => find.id(parent).toLowerCase() !== id.toLowerCase())
    .map(({ parent, probability }) => {
      const right = parents.find(each => find.id(each).toLowerCase() === find.id(parent).toLowerCase());
      const isNew = right !== undefined && left.delete(right);
      return { probability, isRight: right !== undefined, found: isNew ? 1 : 0 };
    });
}

function combined({ id, tags, adapter, body }: Case, find: Finder): readonly Guess[] {
  const evidence: Evidence[] = [
    ...(adapter === null ? [] : adapterEvidence(adapter, "adapter_config.json")),
    ...proseEvidence(body ?? ""),
    ...tagEvidence(tags),
    ...namePieces(id, find),
  ];
  return combine(evidence, { self: id, resolve: find.id });
}

function namePieces(id: string, { world, row }: Finder): readonly Evidence[] {
  const child = row(id);
  if (child === undefined) return [];
  return nameCandidates(world, child).map(candidate => ({
    kind: "name",
    clue: "name/alike",
    parent: world.columns.id(candidate.model),
    ...{ seen: "", where: "name", relation: null },
    weight: scoreOf(candidate, { weights: nameWeights, bias: nameBias }),
  }));
}

/**
 * What the Hub's librarian bot proposes: the base_model_name_or_path of the adapter's configuration, else the first
 * model that the card's text links to as what this one is a fine-tuned version of. Source: its pull requests on the Hub.
 */
function librarian({ adapter, body }: Case): readonly Guess[] {
  const base = adapter === null ? undefined : asObject(JSON.parse(adapter))?.base_model_name_or_path;
  const linked = /fine-tuned version of \[[^\]]{1,200}\]\(https:\/\/huggingface\.co\/([^)\s]{1,200})\)/.exec(
    body ?? "",
  )?.[1];
  const parent = typeof base === "string" ? base : linked;
  return parent === undefined ? [] : [{ parent, probability: 1 }];
}

function* recordedDetails(): Iterable<Case> {
  const table = recordedPath("tables/hub_2024-07_details_8650.jsonl.gz");
  for (const { id, cardData, tags, config } of jsonLines(table)) {
    const declared = asObject(cardData)?.base_model;
    const parents = parentsIn(typeof declared === "string" ? [declared] : asList(declared), String(id));
    const peft = asObject(asObject(config)?.peft);
    const given = asList(tags)
      .map(String)
      .filter(tag => !tag.startsWith("base_model:"));
    if (parents.length > 0)
      yield {
        id: String(id),
        parents,
        tags: given,
        adapter: peft === null ? null : JSON.stringify(peft),
        body: null,
      };
  }
}

function* recordedCards(): Iterable<Case> {
  for (const name of ["cards_full_permissive_900", "broken_frontmatter_full_text_379"])
    for (const [at, { id, text }] of [...jsonLines(recordedPath(`cards/${name}.jsonl.gz`))].entries()) {
      const card = String(text);
      const frontMatter = parseFrontMatter(card);
      const own = typeof id === "string" ? id : `unknown/${name}-${at}`;
      const parents = parentsIn(
        declaredParents(frontMatter).map(each => each.id),
        own,
      );
      const tags = (frontMatter.fields.get("tags")?.items ?? []).map(({ value }) => String(value));
      const body = card.slice(frontMatter.block?.end ?? 0);
      if (parents.length > 0) yield { id: own, parents, tags, adapter: null, body };
    }
}

function parentsIn(declared: readonly unknown[], id: string): readonly string[] {
  const ids = declared.flatMap(each =>
    typeof each === "string" && isRepoId(each.trim()) ? [each.trim()] : [],
  );
  return [...new Set(ids)].filter(parent => parent.toLowerCase() !== id.toLowerCase());
}
