import type { Asking } from "./asking";

/** What the Hub says of a dataset. */
export interface DatasetAnswer {
  /** The ID that the Hub uses today. */
  readonly id: string;
  /** Its license, several joined by commas as in a `Model`; null if none is declared. */
  readonly license: string | null;
  readonly gated: boolean;
}

/** Datasets on the Hub. Every call throws HubError and nothing else. */
export interface DatasetPort {
  dataset(id: string, ask?: Asking): Promise<DatasetAnswer>;
}
