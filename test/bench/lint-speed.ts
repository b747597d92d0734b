import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CardContext, KnownModel } from "../../src/card/finding";
import { lintCard } from "../../src/card/lint";
import { bareModel } from "../../src/lineage/model";
import type { BenchRow } from "../harness/bench-row";
import { repoRoot } from "../harness/root";
import { testEnvironment } from "../harness/test-environment";
import { bringPeers } from "./inside/lint-peers";
import { yamlIn } from "./inside/yaml-lint";

/** What this bench measures. */
export const title =
  "lint: work on one card and time for 1,000 on the command line, compared with markdownlint and yaml-language-server";

const rounds = 100;
const manyCards = 1_000;

type Work = () => unknown;

/** Lints the same cards with all three in turns; the work in ms, the command line in seconds. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = bringPeers();
  const markdown = await markdownlintIn(folder);
  const yaml = yamlIn(folder);
  const rows: BenchRow[] = [];
  for (const [name, text] of [
    ["50 lines", cardOf(2, 21)],
    ["2,000 lines", cardOf(16, 1_746)],
    ["2,000 lines of front matter", cardOf(177, 20)],
  ] as const) {
    const ours = await times(() => lintCard(text, context));
    const theirs = await times(() => markdown(text));
    const schema = await times(() => yaml(text));
    const lines = text.split("\n").length - 1;
    const said = `${name} (${lines})`;
    rows.push(...beside(`${said}, compared with markdownlint`, ours, theirs));
    rows.push(...beside(`${said}, compared with yaml-language-server`, ours, schema));
  }
  return [...rows, ...commandLines(folder)];
}

/** Every model is known, has parents of its own and a strict license, so that the rules have something to do. */
const context: CardContext = {
  repo: "lab/this-model",
  files: ["README.md", "config.json", "model.safetensors"],
  lookup: known,
};

function known(id: string): KnownModel {
  const depth = id.split("-of-").length;
  const model = {
    ...bareModel(id),
    license: "cc-by-nc-4.0",
    languages: ["en", "de", "fr"],
    datasets: ["lab/a"],
  };
  const parents =
    depth > 6 ? [] : [{ child: id, parent: `lab/parent-of-${id.slice(4)}`, relation: "finetune" } as const];
  return { state: "known", id, model, parents, at: 0 };
}

/** A card with so many results in its model-index (eleven lines each) and so many lines of text. */
function cardOf(results: number, lines: number): string {
  const index = Array.from({ length: results }, (_, at) =>
    [
      "  - task:",
      "      type: text-generation",
      "      name: Text Generation",
      "    dataset:",
      `      name: Reading ${at}`,
      `      type: lab/reading-${at}`,
      "      split: test",
      "    metrics:",
      "    - type: accuracy",
      `      value: ${50 + (at % 50)}.5`,
      "      name: accuracy",
    ].join("\n"),
  );
  const body = Array.from({ length: lines }, (_, at) =>
    at % 6 === 0
      ? `## Part ${at}`
      : at % 6 === 3
        ? `| ${at} | value | \`code\` |`
        : at % 3 === 1
          ? ""
          : `Some words of part ${at}, with a [link](https://example.org/${at}).`,
  );
  const head = `---\nlicense: apache-2.0\nlanguage: [en, de]\nbase_model: lab/parent-of-this\nmodel-index:\n- name: this-model\n  results:\n${index.join("\n")}\n---\n`;
  return `${head}${body.join("\n")}\n`;
}

async function markdownlintIn(folder: string): Promise<(text: string) => unknown> {
  const place = pathToFileURL(join(folder, "node_modules/markdownlint/lib/exports-sync.mjs")).href;
  const { lint } = (await import(place)) as { lint: (options: object) => unknown };
  return text => lint({ strings: { card: text } });
}

/** Durations in ms, sorted, after half as many rounds to warm up. */
async function times(work: Work): Promise<readonly number[]> {
  const all: number[] = [];
  for (let round = -rounds / 2; round < rounds; round++) {
    const begin = process.hrtime.bigint();
    await work();
    if (round >= 0) all.push(Number(process.hrtime.bigint() - begin) / 1e6);
  }
  return all.sort((a, b) => a - b);
}

function beside(what: string, ours: readonly number[], theirs: readonly number[]): BenchRow[] {
  return [
    ["median", 0.5],
    ["95th percentile", 0.95],
  ].map(([name, part]) => {
    const [value, other] = [ours, theirs].map(
      all => all[Math.floor(all.length * Number(part))] ?? Number.NaN,
    );
    return compared(`${what}, ${name}`, value, other, "ms");
  });
}

function compared(what: string, value = Number.NaN, other = Number.NaN, unit: string): BenchRow {
  return { what, value, unit, beside: other, ratio: value / other };
}

/** Programs of all three over the same folder of 1,000 cards of 50 lines. */
function commandLines(folder: string): BenchRow[] {
  const cards = mkdtempSync(join(tmpdir(), "hub-lineage-lint-"));
  try {
    for (let at = 0; at < manyCards; at++) {
      mkdirSync(join(cards, `model-${at}`));
      writeFileSync(join(cards, `model-${at}`, "README.md"), cardOf(2, 21));
    }
    const cli2 = join(folder, "node_modules/markdownlint-cli2/markdownlint-cli2-bin.mjs");
    const ours = seconds(
      [join(repoRoot(), "dist/cli.js"), "lint", cards, "--offline", "--index", join(cards, "index")],
      cards,
    );
    const theirs = seconds([cli2, "**/*.md"], cards);
    const yaml = seconds([join(repoRoot(), "out/bench/inside/yaml-lint.js"), folder, cards], cards);
    const what = `${manyCards} cards on the command line`;
    return [
      compared(`${what}, compared with markdownlint-cli2`, ours, theirs, "s"),
      compared(`${what}, compared with yaml-language-server in a program`, ours, yaml, "s"),
    ];
  } finally {
    rmSync(cards, { recursive: true, force: true });
  }
}

function seconds(args: readonly string[], cwd: string): number {
  const begin = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd,
    env: testEnvironment(),
    maxBuffer: 2 ** 28,
  });
  const took = Number(process.hrtime.bigint() - begin) / 1e9;
  if (status === null || status > 1) throw new Error(`${args[0]} failed: ${String(stderr).slice(0, 500)}`);
  return took;
}
