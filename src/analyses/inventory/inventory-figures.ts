import { type AnalysisOptions, type Picture, type PublishedFigure, paper } from "../analysis";
import type { Inventory } from "./inventory-result";

/** What of it is drawn. */
export function picturesOf({ traits }: Inventory, mode: AnalysisOptions["mode"]): Picture[] {
  const bars = (table: string, title: string, x: string, y: string): Picture => ({
    title,
    kind: "bars",
    table,
    x,
    y,
    ...(table === "license" ? { licenses: true } : {}),
  });
  return [
    ...traits.map(({ trait }) => bars(trait, `Models by ${trait}`, "models", "value")),
    bars(
      "most-derived",
      mode === "paper"
        ? "Parents most often declared by models that declare one parent only"
        : "Models with the most children",
      "count",
      "model",
    ),
    bars("most-downloaded", "Models with the most downloads in 30 days", "count", "model"),
    bars("relations", "Edges by relation", "edges", "relation"),
    { title: "Models by month of creation", kind: "lines", table: "created", x: "month", y: "models" },
  ];
}

/**
 * Source: summary_figure, cells 10 to 13. Licenses among all models, others among models with the trait; languages by
 * name.
 */
const published = [
  ["license", "apache-2.0", "ofAll", 298_442 / 1_860_411],
  ["license", "mit", "ofAll", 109_820 / 1_860_411],
  ["license", "other", "ofAll", 81_887 / 1_860_411],
  ["task", "text-generation", "ofKnown", 0.4107],
  ["task", "text-classification", "ofKnown", 0.1362],
  ["language", "en", "ofKnown", 0.8556],
  ["language", "zh", "ofKnown", 0.0499],
  ["library", "transformers", "ofKnown", 0.6317],
  ["library", "peft", "ofKnown", 0.1992],
] as const;

/** The published shares beside ours. */
export function publishedBeside({ traits, apacheAndMit }: Inventory): PublishedFigure[] {
  const source = paper.july2025;
  const shares = published.map(([name, value, share, figure]) => ({
    what: `share of models with ${name} ${value}${share === "ofAll" ? "" : ` among those with a ${name}`}`,
    value: figure,
    ours: traits.find(({ trait }) => trait === name)?.top.find(row => row.value === value)?.[share] ?? null,
    source,
  }));
  const tags = { what: "share of apache-2.0 and mit among license tags", value: 408_262 / 671_895 };
  return [...shares, { ...tags, ours: apacheAndMit, source }];
}
