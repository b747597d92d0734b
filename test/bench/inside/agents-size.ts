import { join } from "node:path";
import { build, type Metafile } from "esbuild";
import type { BenchRow } from "../../harness/bench-row";
import { repoRoot } from "../../harness/root";

/** What the tools for agents may add to the extension, in KB. */
const aimKb = 150;

const ofAgents = /^src\/(agents|vscode\/agents)\//;

/** What the tools for agents take of the programs of the extension, beside what they may, and of the program that activates. */
export async function agentsSize(): Promise<readonly BenchRow[]> {
  const [start, work, web] = await Promise.all([
    kilobytes("src/extension.ts", ["vscode", "./open"], "node"),
    kilobytes("src/open.ts", ["vscode"], "node"),
    kilobytes("src/extension.ts", ["vscode"], "browser"),
  ]);
  return [
    {
      what: "tools for agents in the desktop's bundles",
      value: start.agents + work.agents,
      unit: "KB",
      ...besides(aimKb, start.agents + work.agents),
    },
    {
      what: "tools for agents in the web's bundle",
      value: web.agents,
      unit: "KB",
      ...besides(aimKb, web.agents),
    },
    {
      what: "tools for agents in the program that activates, beside all of it",
      value: start.agents,
      unit: "KB",
      ...besides(start.all, start.agents),
    },
  ];
}

/** A figure with what it is compared with. */
export function besides(beside: number, value: number): Pick<BenchRow, "beside" | "ratio"> {
  return { beside, ratio: value / beside };
}

async function kilobytes(entry: string, external: string[], platform: "node" | "browser") {
  const root = repoRoot();
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: join(root, "out/never-written"),
    bundle: true,
    minify: true,
    metafile: true,
    write: false,
    platform,
    format: "cjs",
    target: "es2022",
    external,
    loader: { ".sql": "text" },
    alias: {
      "@huggingface/hub": join(root, "node_modules/@huggingface/hub/dist/browser/index.mjs"),
      "#platform": join(root, platform === "node" ? "src/platform/node.ts" : "src/platform/web.ts"),
    },
    logLevel: "error",
  });
  return {
    agents: bytesOf(metafile, path => ofAgents.test(path)) / 1_024,
    all: bytesOf(metafile, () => true) / 1_024,
  };
}

function bytesOf({ outputs }: Metafile, counts: (path: string) => boolean): number {
  return Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .reduce((sum, [path, { bytesInOutput }]) => (counts(path) ? sum + bytesInOutput : sum), 0);
}
