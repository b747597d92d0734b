import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mostTokens, tokensOf } from "../../src/agents/answer";
import { asList, asObject } from "../../src/lineage/checked-json";
import { type Called, callTool, type Host, withHost } from "../cli/mcp/mcp-host";
import { runCli } from "../cli/run";
import type { BenchRow } from "../harness/bench-row";
import { startSampleHub } from "../harness/hub";
import { agentCards, startCardsHub } from "../unit/agents/agent-cards";
import { agentsSize, besides } from "./inside/agents-size";

/** What this bench measures. */
export const title =
  "agents: errors found in cards as agents write them, false alarms, tokens per answer, ms per call over MCP, and the size of the tools";

/** Milliseconds that the 95th percentile of warm calls should stay below. */
const aimMs = 100;

/** Checks the cards and calls the other tools on a large family, each twice: the second round is warm. */
export async function run(): Promise<readonly BenchRow[]> {
  const cards = await overHub(startCardsHub, async host => {
    const rows: Checked[] = [];
    for (const round of [1, 2]) {
      for (const kind of ["seeded", "sound"] as const)
        for (const { seeded, input } of agentCards(kind))
          rows.push({ round, seeded, ...(await timed(host, "check_model_card", input)) });
    }
    return rows;
  });
  const others = await overHub(startSampleHub, async host => {
    const rows: (Timed & { readonly tool: string })[] = [];
    for (const [tool, input] of calls) {
      await callTool(host, tool, input);
      for (let round = 0; round < 20; round++) rows.push({ tool, ...(await timed(host, tool, input)) });
    }
    return rows;
  });
  const warm = cards.filter(({ round }) => round === 2);
  const median = atPart(
    warm.map(({ ms }) => ms),
    0.5,
  );
  return [
    ...accuracy(warm),
    ...figures("check_model_card", warm),
    {
      what: "check_model_card: warm call, median, beside hub-lineage lint of one card",
      value: median,
      unit: "ms",
      ...besides(await lintMs(), median),
    },
    ...(await agentsSize()),
    ...[...new Set(calls.map(([tool]) => tool))].flatMap(tool =>
      figures(
        tool,
        others.filter(each => each.tool === tool),
      ),
    ),
  ];
}

const parent = "google/gemma-2b";

const calls: readonly (readonly [tool: string, input: Readonly<Record<string, unknown>>])[] = [
  ["get_model_family", { model: parent, limit: 100 }],
  ["compare_traits", { models: [parent, "NexaAIDev/Octopus-v2"] }],
  ["check_license", { parents: [parent], child: "apache-2.0" }],
  ["query_index", { sql: "SELECT license, count(*) AS n FROM models GROUP BY 1 ORDER BY 2 DESC" }],
  ["query_index", { sql: "SELECT * FROM models", max_rows: 1_000 }],
  ["trace_parents", { model: "NexaAIDev/Octopus-v2" }],
  ["list_obligations", { model: "NexaAIDev/Octopus-v2" }],
];

interface Timed {
  readonly answer: Called;
  readonly ms: number;
}

type Checked = Timed & { readonly round: number; readonly seeded: string | null };

async function timed(host: Host, tool: string, input: Readonly<Record<string, unknown>>): Promise<Timed> {
  const began = performance.now();
  const answer = await callTool(host, tool, input);
  return { answer, ms: performance.now() - began };
}

async function overHub<T>(
  start: () => ReturnType<typeof startSampleHub>,
  work: (host: Host) => Promise<T>,
): Promise<T> {
  const hub = await start();
  const index = mkdtempSync(join(tmpdir(), "hub-lineage-agents-"));
  try {
    return await withHost({ args: ["--endpoint", hub.url, "--index", index] }, work);
  } finally {
    await hub.close();
    rmSync(index, { recursive: true, force: true });
  }
}

/** How long `hub-lineage lint` takes for one of the sound cards that it knows all models of: the median of five runs, in ms. */
async function lintMs(): Promise<number> {
  const [card] = agentCards("sound");
  if (card === undefined) throw new Error("There are no cards.");
  const hub = await startCardsHub();
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-lint-"));
  try {
    writeFileSync(join(folder, "README.md"), card.input.text);
    for (const name of card.input.files) writeFileSync(join(folder, name), "{}");
    const args = ["lint", folder, "--repo", card.input.repo, "--endpoint", hub.url];
    const times: number[] = [];
    for (let round = 0; round < 6; round++) {
      const began = performance.now();
      const { code, stdout, stderr } = await runCli([...args, "--index", join(folder, "index")]);
      if (code !== 0) throw new Error(`lint failed: ${stdout}${stderr}`);
      if (round > 0) times.push(performance.now() - began);
    }
    return atPart(times, 0.5);
  } finally {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function accuracy(checked: readonly Checked[]): readonly BenchRow[] {
  const rules = ({ answer }: Checked): Record<string, unknown>[] =>
    asList(answer.data.findings)
      .map(asObject)
      .filter(each => each !== null);
  const seeded = checked.filter(({ seeded: rule }) => rule !== null);
  const sound = checked.filter(({ seeded: rule }) => rule === null);
  const hits = seeded.filter(each => rules(each).some(({ rule }) => rule === each.seeded)).length;
  const alarms = sound
    .flatMap(rules)
    .filter(({ severity }) => severity === "error" || severity === "warning");
  return [
    { what: "seeded errors that were found", value: hits, unit: "cards", beside: seeded.length },
    { what: "errors and warnings in sound cards", value: alarms.length, unit: "findings", beside: 0 },
  ];
}

function figures(tool: string, all: readonly Timed[]): readonly BenchRow[] {
  const tokens = all.map(({ answer }) => tokensOf(answer.text) + tokensOf(JSON.stringify(answer.data)));
  const times = all.map(({ ms }) => ms);
  return [
    { what: `${tool}: tokens, median`, value: atPart(tokens, 0.5), unit: "tokens" },
    { what: `${tool}: tokens, most`, value: Math.max(...tokens), unit: "tokens", beside: mostTokens },
    { what: `${tool}: warm call, median`, value: atPart(times, 0.5), unit: "ms" },
    { what: `${tool}: warm call, 95th percentile`, value: atPart(times, 0.95), unit: "ms", beside: aimMs },
  ];
}

function atPart(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
