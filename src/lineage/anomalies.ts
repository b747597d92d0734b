/**
 * What can be odd in the graph as it is declared: a model that names itself, models that descend from each other, a
 * parent that the Hub does not show, one that it shows under another id or in other letters, white space around an id,
 * a text that can be no id, and relations that contradict each other.
 */
export type AnomalyKind =
  | "self-reference"
  | "cycle"
  | "missing-parent"
  | "renamed-parent"
  | "letter-case"
  | "white-space"
  | "not-an-id"
  | "relation-disagreement";

/** Every kind, in the order in which they are reported. */
export const anomalyKinds: readonly AnomalyKind[] = [
  "self-reference",
  "cycle",
  "missing-parent",
  "renamed-parent",
  "letter-case",
  "white-space",
  "not-an-id",
  "relation-disagreement",
];

/** One anomaly: the model that declares it, and what it says (an id, or what was taken instead). */
export interface Anomaly {
  readonly kind: AnomalyKind;
  readonly model: string;
  readonly detail: string;
}

/** Anomalies counted by kind, and the first ones of each kind. */
export interface Anomalies {
  readonly counts: Readonly<Record<AnomalyKind, number>>;
  readonly items: readonly Anomaly[];
}
