import { familyNames, readFamilies } from "./family-file";
import { HubData } from "./hub-data";
import type { ModelFacts } from "./models/facts";
import { loadRecorded, RECORDED_TABLES } from "./models/recorded-models";
import { startHub } from "./server";

const USAGE = `node out/hub/main.js [--port N] [--table NAME,…] [--family NAME,…] [--quiet]
  --table   recorded tables from HUB_LINEAGE_DATA instead of the shipped families: ${RECORDED_TABLES.join(", ")}
  --family  only these of the shipped families`;

interface Arguments {
  readonly port: number;
  readonly tables: readonly string[];
  readonly families: readonly string[] | undefined;
  readonly isQuiet: boolean;
}

async function main(): Promise<void> {
  const asked = readArguments(process.argv.slice(2));
  const models = await modelsFor(asked);
  const quiet = asked.isQuiet ? {} : { log: (line: string) => console.log(line) };
  const hub = await startHub({ models: new HubData(models), port: asked.port, ...quiet });
  console.log(`Loopback Hub with ${models.length} models at ${hub.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void hub.close().then(() => process.exit(0)));
  }
}

async function modelsFor(asked: Arguments): Promise<ModelFacts[]> {
  if (asked.tables.length === 0) return readFamilies(asked.families ?? familyNames());
  const models: ModelFacts[] = [];
  for (const name of asked.tables) {
    // One by one: spreading a full census would overflow the stack.
    for (const model of await loadRecorded(name)) models.push(model);
  }
  return models;
}

function readArguments(words: readonly string[]): Arguments {
  const values = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--quiet") values.set(word, "");
    else if (["--port", "--table", "--family"].includes(word)) values.set(word, words[++at] ?? "");
    else throw new Error(`Unknown argument ${word}.\n${USAGE}`);
  }
  const port = values.get("--port") ?? "0";
  if (!/^\d+$/.test(port)) throw new Error(`--port needs a number.\n${USAGE}`);
  return {
    port: Number(port),
    tables: values.get("--table")?.split(",") ?? [],
    families: values.get("--family")?.split(","),
    isQuiet: values.has("--quiet"),
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
});
