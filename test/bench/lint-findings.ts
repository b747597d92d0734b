import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { CardContext, Finding, KnownModel } from "../../src/card/finding";
import { lintCard } from "../../src/card/lint";
import { lineStarts, toPosition } from "../../src/card/position";
import { hubDecoder } from "../../src/hub/decode";
import { isRepoId } from "../../src/lineage/repo-id";
import type { BenchRow } from "../harness/bench-row";
import { jsonLines, recordedFolder } from "../hub/models/recorded-models";

/** What is counted. */
export const title =
  "lint-findings: what the rules find in every recorded card, and findings drawn by chance to be judged";

const drawn = 30;
const seed = Number(process.env.HUB_LINEAGE_SEED ?? 20_261_124);
const only = process.env.HUB_LINEAGE_SEVERITY?.split(",");

/** Rules that look at the text below the front matter, which most recorded cards lack. */
const readsBody: ReadonlySet<string> = new Set(["license/display-missing", "license/notice-missing"]);

interface Card {
  readonly hasBody: boolean;
  readonly from: string;
  readonly id: string | null;
  readonly text: string;
}

interface Found {
  readonly card: Card;
  readonly finding: Finding;
}

/** Lints all recorded cards with what the recorded tables know of their families; prints 30 findings drawn with a seed. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = recordedFolder();
  if (folder === undefined) throw new Error("The recorded data are not here. Set HUB_LINEAGE_DATA.");
  const lookup = recordedModels(folder);
  const found: Found[] = [];
  let cards = 0;
  for (const card of recordedCards(folder)) {
    cards++;
    const context: CardContext = { repo: card.id, files: null, lookup };
    for (const finding of lintCard(card.text, context).findings)
      if (card.hasBody || !readsBody.has(finding.rule)) found.push({ card, finding });
  }
  print(found.filter(({ finding }) => only === undefined || only.includes(finding.severity)));
  return [{ what: "cards", value: cards, unit: "cards" }, ...counts(found)];
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

function* recordedCards(folder: string): Iterable<Card> {
  const cards = join(folder, "cards");
  for (const name of existsSync(cards) ? readdirSync(cards).sort() : []) {
    if (!/\.jsonl(?:\.gz)?$/.test(name)) continue;
    for (const row of jsonLines(join(cards, name))) {
      const text = row.text ?? `---\n${String(row.fm_raw ?? row.front_matter ?? "")}\n---\n`;
      yield { hasBody: row.text !== undefined, from: name, id: idOf(row.id), text: String(text) };
    }
  }
  const stats = join(folder, "tables/hub_stats_frozen_2026-06-05_4167.jsonl.gz");
  for (const { id, cardData } of jsonLines(stats)) {
    yield { hasBody: false, from: "hub_stats", id: idOf(id), text: `---\n${stringify(cardData ?? {})}---\n` };
  }
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
  const { line } = toPosition(card.text, finding.range.start, lineStarts(card.text));
  const under = card.text.slice(finding.range.start, finding.range.end).slice(0, 80);
  return `${finding.rule}  ${finding.severity}  ${card.id ?? "?"}:${line + 1} (${card.from.slice(0, 24)})\n    ${JSON.stringify(under)}\n    ${finding.message}`;
}

/** Numbers from 0 to 1 that are the same for the same seed: a linear congruential generator (Park and Miller, 1988). */
function randomFrom(start: number): () => number {
  let state = (start % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
