/**
 * What can be wrong in the graph as declared: a model that names itself, models that descend from each other, a parent
 * that the Hub does not show, one that it shows under another id or in another case, white space around an id, a text
 * that cannot be an id, relations that contradict each other, and more parents than are read.
 */
export type AnomalyKind =
  | "self-reference"
  | "cycle"
  | "missing-parent"
  | "renamed-parent"
  | "letter-case"
  | "white-space"
  | "not-an-id"
  | "relation-disagreement"
  | "too-many-parents";

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
  "too-many-parents",
];

/** One anomaly: the model that declares it, and the detail (an id, or what was used instead). */
export interface Anomaly {
  readonly kind: AnomalyKind;
  readonly model: string;
  readonly detail: string;
}

/** The number of anomalies of each kind, and the first ones of each kind. */
export interface Anomalies {
  readonly counts: Readonly<Record<AnomalyKind, number>>;
  readonly items: readonly Anomaly[];
}
