import { percent } from "../../src/analyses/family/drift-words";
import { type KinLikeness, type Kinship, kinLikeness } from "../../src/analyses/family/kin";
import type { LineageColumns } from "../../src/columns/columns";
import { count, grouped } from "../../src/lineage/in-words";
import { fewestEdges } from "../../src/statistics/rate";
import { english, phrase, t } from "../../src/words/words";
import { type ChartRow, chart, intervalChart } from "../kit/chart";
import { html, setText } from "../kit/dom";
import { SortedTable } from "../kit/sorted-table";

/** The paper's metadata similarities (TF-IDF). The measure is different, so only their order can be compared. */
const published: Readonly<Partial<Record<Kinship, string>>> = english({
  "parent and child": "0.64",
  siblings: "0.84",
  "any two": "0.12 (whole Hub)",
});

function isEnough({ compared }: KinLikeness): boolean {
  return compared >= fewestEdges;
}

function pairsOf({ compared }: KinLikeness): string {
  return compared === 0 ? t`no pairs` : t`${count(compared, "pair")}: too few`;
}

/** Summarizes the similarity of relatives in one sentence. */
export function kinFinding(found: readonly KinLikeness[]): string {
  const of = (name: Kinship) => found.find(one => one.kinship === name && isEnough(one));
  const [parents, siblings] = [of("parent and child"), of("siblings")];
  if (!parents || !siblings) return t`Too few relatives declare the same traits for a comparison.`;
  const [near, far] = [percent(siblings.mean), percent(parents.mean)];
  if (siblings.low > parents.high)
    return t`Siblings are more alike than parent and child: ${near} vs. ${far}.`;
  if (parents.low > siblings.high)
    return t`Parent and child are more alike than siblings: ${far} vs. ${near}.`;
  return t`Siblings (${near}) are about as alike as parent and child (${far}).`;
}

/** How similar relatives are across all traits: a sentence, a chart, and a table. */
export class KinView {
  readonly element: HTMLElement;
  readonly #finding = html("p", { class: "kin-finding" });
  readonly #chart = chart(t`Shared traits`);
  readonly #table = new SortedTable(t`Pairs`, [
    { name: t`pairs`, isNumber: false },
    { name: t`in family`, isNumber: true },
    { name: t`compared`, isNumber: true },
    { name: t`similarity`, isNumber: true },
    { name: t`95% interval`, isNumber: true },
    { name: t`the paper (TF-IDF)`, isNumber: true },
  ]);

  constructor() {
    const note = t`Similarity is the mean Jaccard similarity of license, languages, task, library, and datasets. Each trait counts only where both models declare it; at most 2,000 evenly sampled pairs are compared. The paper compares all metadata, so only the order is comparable.`;
    this.element = html(
      "section",
      { class: "kin", "aria-label": t`How similar relatives are` },
      html("h2", {}, t`How similar relatives are`),
      this.#finding,
      html("div", { class: "columns" }, this.#chart.element, this.#table.element),
      html("p", { class: "aside" }, note),
    );
  }

  /** Shows a family's figures. */
  show(columns: LineageColumns): void {
    const found = kinLikeness(columns);
    setText(this.#finding, kinFinding(found));
    const rows = found.map((one): ChartRow => {
      const { kinship, mean, low, high } = one;
      const title = t`${phrase(kinship)}: ${percent(mean)} (${percent(low)} to ${percent(high)}), ${count(one.compared, "pair")}`;
      const marks = isEnough(one)
        ? [{ kind: "own" as const, value: mean, interval: [low, high] as const, title }]
        : [];
      return {
        label: phrase(kinship),
        note: isEnough(one) ? percent(mean) : "",
        marks,
        instead: isEnough(one) ? null : pairsOf(one),
      };
    });
    const axis = { max: 1, ticks: [0, 0.25, 0.5, 0.75, 1], words: (value: number) => percent(value) };
    this.#chart.draw(width => intervalChart(t`How similar relatives are, with intervals`, axis, rows, width));
    this.#table.show(
      found.map(one => {
        const { kinship, pairs, mean, low, high } = one;
        const enough = isEnough(one);
        return [
          { text: phrase(kinship) },
          { text: grouped(pairs), value: pairs },
          { text: grouped(one.compared), value: one.compared },
          { text: enough ? percent(mean) : t`too few`, value: enough ? mean : -1 },
          { text: enough ? t`${percent(low)} to ${percent(high)}` : "–", value: enough ? low : -1 },
          { text: phrase(published[kinship] ?? "–") },
        ];
      }),
    );
  }
}
