import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { stringify } from "yaml";
import { cardKind } from "../../src/card/detect";
import type { CardContext, Finding, KnownDataset, KnownModel } from "../../src/card/finding";
import { lintCard } from "../../src/card/lint";
import { lineStarts, type Range, toPosition } from "../../src/card/position";
import type { FileFacts } from "../../src/evidence/files/file-facts";
import { hubDecoder } from "../../src/hub/decode";
import { asList, asObject, asTexts } from "../../src/lineage/checked-json";
import { isRepoId } from "../../src/lineage/repo-id";
import { readLicense } from "../../src/lineage/traits/read-traits";
import type { BenchRow } from "../harness/bench-row";
import { comparison, type StoredCard, storeFindings } from "../harness/compare-findings";
import { jsonLines, recordedFolder } from "../hub/models/recorded-models";
import { recordedFacts } from "./inside/facts-of-details";

/** What is counted. */
export const title =
  "lint-findings: what the rules find in every recorded card, and findings drawn by chance to be judged";

const drawn = Number(process.env.HUB_LINEAGE_DRAWN ?? 30);
const seed = Number(process.env.HUB_LINEAGE_SEED ?? 20_261_124);
const only = process.env.HUB_LINEAGE_SEVERITY?.split(",");
const onlyRules = process.env.HUB_LINEAGE_RULES?.split(",");
/** Where this run's findings are written, and where those of an earlier run are read to compare. */
const { HUB_LINEAGE_STORE: storePath, HUB_LINEAGE_BEFORE: beforePath } = process.env;

/** Rules that look at the text below the front matter, which most recorded cards lack. */
const readsBody: ReadonlySet<string> = new Set(["license/display-missing", "license/notice-missing"]);

interface Card {
  readonly hasBody: boolean;
  /** Names of the files beside it, and what they tell, as far as that was recorded. */
  readonly files?: readonly string[];
  readonly told?: FileFacts;
  readonly from: string;
  readonly id: string | null;
  readonly text: string;
}

interface Found {
  readonly card: Card;
  readonly finding: Finding;
}

/**
 * Lints all recorded cards with what the recorded tables know of their families; prints 30 findings drawn with a seed
 * (HUB_LINEAGE_DRAWN, HUB_LINEAGE_RULES, and HUB_LINEAGE_SEVERITY choose others). With
 * HUB_LINEAGE_STORE=FILE it stores what it found, and with HUB_LINEAGE_BEFORE=FILE it prints what differs from a stored run.
 */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = recordedFolder();
  if (folder === undefined) throw new Error("The recorded data are not here. Set HUB_LINEAGE_DATA.");
  const [lookup, dataset] = [recordedModels(folder), recordedDatasets(folder)];
  const found: Found[] = [];
  const stored: StoredCard[] = [];
  for (const card of recordedCards(folder)) {
    const context: CardContext = {
      repo: card.id,
      files: card.files ?? null,
      told: card.told ?? null,
      ...{ lookup, dataset },
    };
    const { frontMatter, findings } = lintCard(card.text, context);
    const told = findings.filter(({ rule }) => card.hasBody || !readsBody.has(rule));
    found.push(...told.map(finding => ({ card, finding })));
    stored.push({
      card: `${card.from.slice(0, 24)} ${stored.length} ${card.id ?? "?"}`,
      isCard:
        cardKind(card.text, frontMatter, { modelFiles: false, configFile: false, hubRemote: false }) ===
        "model",
      findings: told.map(({ rule, severity, message, range }) => ({
        ...{ rule, severity, message },
        under: underlined(card.text, range),
        line: lineOf(card.text, range.start),
      })),
    });
  }
  const isChosen = ({ finding: { rule, severity } }: Found) =>
    (only?.includes(severity) ?? true) && (onlyRules?.includes(rule) ?? true);
  print(found.filter(isChosen));
  if (storePath) storeFindings(storePath, stored);
  if (beforePath) console.log(comparison(beforePath, stored, randomFrom(seed)).join("\n"));
  return [{ what: "cards", value: stored.length, unit: "cards" }, ...counts(found)];
}

/** What the tables tell of each model, decoded as if the Hub had answered it; later tables win. */
function recordedModels(folder: string): CardContext["lookup"] {
  const known = new Map<string, KnownModel>();
  const tables = [
    "hub_2024-07_lineage_subset",
    "hub_2024-07_details_8650",
    "hub_stats_frozen_2026-06-05_4167",
  ];
  for (const table of tables) {
    const rows = [...jsonLines(join(folder, `tables/${table}.jsonl.gz`))];
    for (const { model, parents } of hubDecoder.list(new TextEncoder().encode(JSON.stringify(rows)))) {
      const edges = parents.map(({ parent, relation }) => ({ child: model.id, parent, relation }));
      known.set(model.id, { state: "known", id: model.id, model, parents: edges, at: 0 });
    }
  }
  return id => known.get(id) ?? { state: "unknown" };
}

/** What a recorded list tells of datasets; one that is not in it may well be on the Hub. */
function recordedDatasets(folder: string): (id: string) => KnownDataset {
  const path = join(folder, "liagent/datasets_metadata_708.json.gz");
  const rows = existsSync(path) ? asList(JSON.parse(gunzipSync(readFileSync(path)).toString("utf8"))) : [];
  const known = new Map<string, KnownDataset>();
  for (const row of rows) {
    const { id, tags, gated } = asObject(row) ?? {};
    if (typeof id !== "string") continue;
    const licenses = asTexts(tags, 200).flatMap(tag => (tag.startsWith("license:") ? [tag.slice(8)] : []));
    known.set(id, {
      state: "known",
      id,
      license: readLicense(licenses),
      gated: gated === "auto" || gated === "manual",
    });
  }
  return id => known.get(id) ?? { state: "unknown" };
}

function* recordedCards(folder: string): Iterable<Card> {
  const cards = join(folder, "cards");
  for (const name of existsSync(cards) ? readdirSync(cards).sort() : []) {
    if (!/\.jsonl(?:\.gz)?$/.test(name)) continue;
    for (const row of jsonLines(join(cards, name))) {
      const block = String(row.fm_raw ?? row.front_matter ?? "");
      // Of a card without front matter nothing else was recorded.
      const text = row.text ?? (block.trim() === "" ? "" : `---\n${block}\n---\n`);
      yield { hasBody: row.text !== undefined, from: name, id: idOf(row.id), text: String(text) };
    }
  }
  const stats = join(folder, "tables/hub_stats_frozen_2026-06-05_4167.jsonl.gz");
  for (const { id, cardData } of jsonLines(stats)) {
    yield { hasBody: false, from: "hub_stats", id: idOf(id), text: frontMatterOf(cardData) };
  }
  const details = join(folder, "tables/hub_2024-07_details_8650.jsonl.gz");
  for (const { id, cardData, siblings, config } of jsonLines(details)) {
    const files = (Array.isArray(siblings) ? siblings : []).map(String);
    const text = frontMatterOf(cardData);
    yield { hasBody: false, from: "details", id: idOf(id), text, files, told: recordedFacts(config) };
  }
}

function frontMatterOf(cardData: unknown): string {
  const isEmpty = typeof cardData !== "object" || cardData === null || Object.keys(cardData).length === 0;
  return isEmpty ? "" : `---\n${stringify(cardData)}---\n`;
}

function idOf(id: unknown): string | null {
  return typeof id === "string" && isRepoId(id) ? id : null;
}

function counts(found: readonly Found[]): BenchRow[] {
  const byRule = new Map<string, number>();
  for (const { finding } of found) {
    const name = `${finding.rule} (${finding.severity})`;
    byRule.set(name, (byRule.get(name) ?? 0) + 1);
  }
  return [...byRule].sort((a, b) => b[1] - a[1]).map(([what, value]) => ({ what, value, unit: "findings" }));
}

/** Draws findings without putting them back, a rule at a time so that the frequent ones do not fill the list. */
function print(found: readonly Found[]): void {
  const chance = randomFrom(seed);
  const byRule = new Map<string, Found[]>();
  for (const one of found) {
    const { rule } = one.finding;
    const group = byRule.get(rule);
    if (group === undefined) byRule.set(rule, [one]);
    else group.push(one);
  }
  const rules = [...byRule.keys()];
  for (let n = 1; n <= drawn && rules.length > 0; n++) {
    const rule = rules[Math.floor(chance() * rules.length)] ?? "";
    const left = byRule.get(rule) ?? [];
    const [one] = left.splice(Math.floor(chance() * left.length), 1);
    if (left.length === 0) rules.splice(rules.indexOf(rule), 1);
    if (one !== undefined) console.log(`${String(n).padStart(2)}  ${described(one)}`);
  }
  console.log("");
}

function described({ card, finding }: Found): string {
  const line = lineOf(card.text, finding.range.start);
  const under = JSON.stringify(underlined(card.text, finding.range));
  return `${finding.rule}  ${finding.severity}  ${card.id ?? "?"}:${line} (${card.from.slice(0, 24)})\n    ${under}\n    ${finding.message}`;
}

function underlined(text: string, { start, end }: Range): string {
  return text.slice(start, Math.min(end, start + 80));
}

function lineOf(text: string, at: number): number {
  return toPosition(text, at, lineStarts(text)).line + 1;
}

/** Numbers from 0 to 1 that are the same for the same seed: a linear congruential generator (Park and Miller, 1988). */
function randomFrom(start: number): () => number {
  let state = (start % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
