import { familyDrift } from "../../src/analyses/family/family-drift";
import { kinLikeness } from "../../src/analyses/family/kin";
import { type DriftTrait, familySight, traitEdges } from "../../src/analyses/family/trait-edges";
import type { Family } from "../../src/lineage/family";
import type { BenchRow } from "../harness/bench-row";
import { largeFamily } from "../webview/family/written-families";

/** What this bench measures. */
export const title =
  "How long it takes to summarize a family's drift, compared with reading the family's own JSON";

const rounds = 7;

/** A large family whose models declare what real ones do. */
function declaring(size: number): Family {
  const family = largeFamily(size);
  const languages = [[], ["en"], ["en", "de"], ["zh"], ["en", "fr-FR", "pt"]];
  const models = family.models.map((model, at) => ({
    ...model,
    languages: languages[at % languages.length] ?? [],
    task: at % 2 === 0 ? "text-generation" : null,
    library: at % 7 === 0 ? "peft" : "transformers",
    datasets: at % 5 === 0 ? [`maker/data-${at % 50}`] : [],
    createdAt: `2024-0${1 + (at % 9)}-08T08:11:59.000Z`,
  }));
  return { ...family, models };
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

function timed(work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return median(times);
}

/** What a person waits for when the tab is opened: columns, one trait, and relatives. */
function opened(family: Family, trait: DriftTrait): void {
  const sight = familySight(family);
  familyDrift(traitEdges(sight, trait, new Map()));
  kinLikeness(sight.columns);
}

/** Sums up families of four sizes; medians of seven rounds, in ms. */
export async function run(): Promise<readonly BenchRow[]> {
  return [1_000, 10_000, 30_000, 100_000].flatMap((size): BenchRow[] => {
    const family = declaring(size);
    const json = JSON.stringify(family);
    const beside = timed(() => JSON.parse(json));
    const sight = familySight(family);
    const figures: readonly (readonly [string, () => unknown])[] = [
      ["tab opened", () => opened(family, "license")],
      ["another trait chosen", () => familyDrift(traitEdges(sight, "languages", new Map()))],
    ];
    return figures.map(([what, work]) => {
      const value = timed(work);
      return {
        what: `${size.toLocaleString("en-US")} models: ${what}`,
        value,
        unit: "ms",
        beside,
        ratio: value / beside,
      };
    });
  });
}
