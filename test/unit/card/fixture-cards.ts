import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CardContext, Fix, KnownDataset, KnownModel } from "../../../src/card/finding";
import { applyEdits } from "../../../src/card/fixes/apply-edits";
import { adapterEvidence, adapterProblem } from "../../../src/evidence/files/adapter-config";
import type { ComparedFiles, FileFacts } from "../../../src/evidence/files/file-facts";
import { readLfsPointer } from "../../../src/evidence/files/lfs-pointer";
import { mergeEvidence } from "../../../src/evidence/files/mergekit";
import { configBuild, configEvidence, configProblem } from "../../../src/evidence/files/model-config";
import { isWeights } from "../../../src/evidence/files/weights-names";
import { bareModel, type Model, type Relation } from "../../../src/lineage/model";
import { repoRoot } from "../../harness/root";

type Fact =
  | "missing"
  | "missing-or-private"
  | { readonly similar: readonly string[] }
  | (Partial<Model> & {
      renamedTo?: string;
      parents?: Record<string, Relation>;
      contents?: Record<string, string>;
    });

/** The folder of the cards. */
export const cardsFolder = join(repoRoot(), "test/fixtures/cards");
/** Names of the cards, each a case of the lint. */
export const cardNames = readdirSync(cardsFolder).filter(name => name.endsWith(".md"));
const facts: Record<string, Fact> = JSON.parse(readFileSync(join(cardsFolder, "models.json"), "utf8"));

function lookup(id: string): KnownModel {
  const fact = facts[id];
  if (fact === undefined) return { state: "unknown" };
  if (typeof fact === "string") return { state: "missing", orPrivate: fact !== "missing" };
  if ("similar" in fact) return { state: "missing", orPrivate: false, similar: fact.similar };
  const { renamedTo, parents = {}, contents: _, ...traits } = fact;
  const present = renamedTo ?? id;
  const edges = Object.entries(parents).map(([parent, relation]) => ({ child: present, parent, relation }));
  return { state: "known", id: present, model: { ...bareModel(present), ...traits }, parents: edges, at: 0 };
}

/** What the contents of some files tell, by their names. */
function told(contents: ReadonlyMap<string, string>, names: readonly string[] = []): FileFacts {
  const config = contents.get("config.json");
  const pointers = [...contents].map(([name, text]) => [name, readLfsPointer(text)?.sha256] as const);
  return {
    evidence: [
      ...[...contents].flatMap(([name, text]) =>
        name === "adapter_config.json" ? adapterEvidence(text, name) : [],
      ),
      ...[...contents].flatMap(([name, text]) => (/^mergekit/.test(name) ? mergeEvidence(text, name) : [])),
      ...(config === undefined ? [] : configEvidence(config, "config.json")),
    ],
    build: config === undefined ? null : configBuild(config),
    hashes: new Map(pointers.flatMap(([name, hash]) => (hash === undefined ? [] : [[name, hash]]))),
    isAdapter: contents.has("adapter_config.json"),
    hasOtherWeights: names.some(
      name => isWeights(name) && !pointers.some(([known, hash]) => known === name && hash !== undefined),
    ),
    broken: [...contents].flatMap(([name, text]) => {
      const fault =
        name === "config.json"
          ? configProblem(text)
          : name === "adapter_config.json"
            ? adapterProblem(text)
            : null;
      return fault === null ? [] : [{ name, fault }];
    }),
  };
}

function filesOf(id: string): ComparedFiles | null {
  const fact = facts[id];
  return typeof fact === "object" && "contents" in fact
    ? told(new Map(Object.entries(fact.contents ?? {})))
    : null;
}

/** The contents of files that a fixture's text has: `<!-- in NAME: TEXT -->`, with `\\n` for a line break. */
function contentsIn(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/^<!-- in (\S+): (.*) -->$/gm);
  return new Map([...found].map(([, name = "", content = ""]) => [name, content.replaceAll("\\n", "\n")]));
}

/** `<!-- repo: ID -->`, `<!-- files: A B -->`, and `<!-- in NAME: TEXT -->` in a fixture's text say what lies around it. */
export function contextOf(text: string): CardContext {
  const contents = contentsIn(text.replaceAll("\r\n", "\n"));
  const files = /<!-- files: (.*) -->/.exec(text)?.[1]?.split(" ") ?? null;
  return {
    told: contents.size === 0 ? null : told(contents, files ?? []),
    filesOf,
    repo: /<!-- repo: (\S+) -->/.exec(text)?.[1] ?? null,
    files,
    lookup,
    dataset,
  };
}

const datasets: Readonly<Record<string, KnownDataset>> = {
  "lab/free-data": { state: "known", id: "lab/free-data", license: "cc0-1.0", gated: false },
  "lab/nc-data": { state: "known", id: "lab/nc-data", license: "cc-by-nc-4.0", gated: false },
  "lab/nd-data": { state: "known", id: "lab/nd-data", license: "cc-by-nd-4.0", gated: false },
  "lab/research-data": { state: "known", id: "lab/research-data", license: "h-research", gated: true },
  "lab/computed-data": { state: "known", id: "lab/computed-data", license: "c-uda", gated: false },
  "lab/old-data": { state: "known", id: "lab/new-data", license: "mit", gated: false },
  "lab/gone-data": { state: "missing", orPrivate: false },
  "lab/hidden-data": { state: "missing", orPrivate: true },
};

/** What the Hub would say of some datasets; of all others, nobody asked. */
function dataset(id: string): KnownDataset {
  return datasets[id] ?? { state: "unknown" };
}

/** `# > rule: text` under a line expects the rule to underline the text in it; `<!-- > line N rule: text -->` in line N. */
export function expected(text: string): string[] {
  const found: string[] = [];
  let line = 0;
  for (const [at, content] of text.split(/\r?\n/).entries()) {
    const under = /^# > (\S+): (.*)$/.exec(content);
    const named = /^<!-- > line (\d+) (\S+): (.*) -->$/.exec(content);
    if (under !== null) found.push(`line ${line} ${under[1]}: ${under[2]}`);
    else if (named !== null) found.push(`line ${named[1]} ${named[2]}: ${named[3]}`);
    else line = at + 1;
  }
  return found.sort();
}

/** The text after a fix. */
export function applyFix(text: string, fix: Fix): string {
  return applyEdits(text, fix.edits);
}
