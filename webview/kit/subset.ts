/** A named set of models behind a figure, shown on their own. */
export interface Subset {
  /** A description: "14 finetunes that changed the license from gemma to apache-2.0". */
  readonly name: string;
  readonly ids: ReadonlySet<string>;
}
