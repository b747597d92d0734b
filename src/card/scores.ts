import type { Evaluation } from "../lineage/model";
import type { FrontMatter } from "./front-matter/front-matter";

/** One score of a card's `model-index`. */
export type Score = Pick<Evaluation, "dataset" | "metric" | "value">;

/** The scores of a card that have a dataset, a metric, and a number. */
export function scoresOf({ fields }: FrontMatter): readonly Score[] {
  const found: Score[] = [];
  for (const model of listOf(fields.get("model-index")?.value)) {
    for (const result of listOf(recordOf(model).results)) {
      const { dataset, metrics } = recordOf(result);
      const { type } = recordOf(dataset);
      for (const measured of listOf(metrics)) {
        const { type: metric, value } = recordOf(measured);
        if (typeof type === "string" && typeof metric === "string" && typeof value === "number")
          found.push({ dataset: type, metric, value });
      }
    }
  }
  return found;
}

/** Whether two scores are on the same dataset. */
export function isSameDataset(one: Score, other: Score): boolean {
  return one.dataset.toLowerCase() === other.dataset.toLowerCase();
}

/** Whether two scores are of the same metric on the same dataset. */
export function isSameTest(one: Score, other: Score): boolean {
  return isSameDataset(one, other) && one.metric.toLowerCase() === other.metric.toLowerCase();
}

/** A score in a few words. */
export function scoreInWords({ dataset, metric, value }: Score): string {
  return `${dataset.slice(0, 30)} ${metric.slice(0, 20)} ${Number(value.toPrecision(4))}`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
