import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../harness/root";
import { HubData } from "../../hub/hub-data";
import { factsFromJson } from "../../hub/models/facts";
import { type LoopbackHub, startHub } from "../../hub/server";

const folder = join(repoRoot(), "test/fixtures/agent-cards");

/** A card as an agent would write it, and the input of check_model_card for it. */
export interface AgentCard {
  readonly name: string;
  /** The rule that finds the seeded error; null for a sound card. */
  readonly seeded: string | null;
  readonly input: { readonly text: string; readonly repo: string; readonly files: readonly string[] };
}

/** The cards of a kind: `seeded` with one error each, or `sound`. */
export function agentCards(kind: "seeded" | "sound"): readonly AgentCard[] {
  return readdirSync(join(folder, kind)).map(name => {
    const text = readFileSync(join(folder, kind, name), "utf8");
    const said = (what: string) => new RegExp(`<!-- ${what}: (.*) -->`).exec(text)?.[1] ?? null;
    const repo = said("repo");
    const files = said("files")?.split(" ");
    if (repo === null || files === undefined) throw new Error(`${name} does not say its repo and files`);
    return { name, seeded: said("seeded"), input: { text: text.replace(/<!-- .* -->\n/g, ""), repo, files } };
  });
}

/** A Hub on loopback with the models that the cards derive from. */
export function startCardsHub(): Promise<LoopbackHub> {
  const models = JSON.parse(readFileSync(join(folder, "hub-models.json"), "utf8")) as readonly unknown[];
  return startHub({ models: new HubData(models.map(factsFromJson)) });
}
