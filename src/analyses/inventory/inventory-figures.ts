import type { AnalysisOptions, Picture } from "../analysis";
import { publishedOf } from "./inventory-published";
import type { Inventory, TraitCounts } from "./inventory-result";

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
  const picture = ({ trait, values, top }: TraitCounts): Picture => {
    const of = trait in publishedOf ? publishedOf[trait as keyof typeof publishedOf] : "ofKnown";
    const whole = of === "ofAll" ? "all models" : `models with a ${trait}`;
    const most =
      top.length < values ? `: the ${top.length} most frequent of ${values.toLocaleString("en-US")}` : "";
    return {
      ...bars(trait, `Models by ${trait}, as a share of ${whole}${most}`, of, "value"),
      published: "published",
    };
  };
  return [
    ...traits.map(picture),
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
    {
      title: "Models by month of creation",
      ...{ kind: "lines", table: "created", x: "month", y: "models", open: "note" },
    },
  ];
}
