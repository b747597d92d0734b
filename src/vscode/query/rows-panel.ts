import * as vscode from "vscode";
import { queryToMarkdown } from "../../app/index/query-text";
import { UserError } from "../../app/ports/errors";
import type { QueryResult } from "../../app/ports/index-port";
import { rowsToCsv } from "../../lineage/export/csv-writer";
import { filterRows } from "../../lineage/filter-rows";
import { shortIdsIn } from "../../lineage/repo-id";
import type { QueryView } from "../../protocol";
import { t } from "../../words/words";
import { saveAs } from "../save-as";
import type { Session } from "../session";
import { type QueryPanel, queryPanel, withShortTexts } from "./query-panel";

/** A view without rows. */
export const noRows: QueryView = {
  run: 0,
  state: "empty",
  sql: "",
  message: null,
  result: null,
  milliseconds: null,
};

/** Shows a model's family, optionally in a given column. */
export type ShowFamily = (id: string, column: vscode.ViewColumn | undefined) => Promise<void>;

/** What fills a panel of rows. */
export interface RowsSource {
  /** View type of the panel. */
  readonly type: string;
  readonly title: string;
  /** Name of a file that the rows are saved to, without an ending. */
  fileName(): string;
  cancel(): void;
  /** Gets the rows again. */
  again(): Promise<void>;
  showFamily: ShowFamily;
}

/** The most values that are looked up to link them to models. */
const mostShortIds = 2_000;

/** A panel that shows rows: of a query, an audit, or a watch. There is at most one for each source. */
export class RowsPanel {
  readonly #session: Session;
  readonly #source: RowsSource;
  #panel: QueryPanel | null = null;
  #view = noRows;

  constructor(session: Session, source: RowsSource) {
    this.#session = session;
    this.#source = source;
  }

  /** The number of the next run. */
  get nextRun(): number {
    return this.#view.run + 1;
  }

  /** Shows rows, or that they are being read; links what is a model. */
  async show(given: QueryView): Promise<void> {
    const models = given.result === null ? [] : await this.#modelsIn(given.result);
    // Meanwhile, a newer run may have begun.
    if (given.run < this.#view.run) return;
    const isNew = given.run > this.#view.run;
    this.#view = { ...given, models };
    if (this.#panel === null) this.#panel = this.#opened();
    else {
      if (isNew) this.#panel.reveal();
      this.#panel.update(withShortTexts(this.#view), given.about?.title);
    }
  }

  close(): void {
    this.#panel?.close();
  }

  #opened(): QueryPanel {
    const { context, log } = this.#session;
    const { type, cancel, again, showFamily } = this.#source;
    const title = this.#view.about?.title ?? this.#source.title;
    return queryPanel({ type, title }, context.extensionUri, log, {
      view: () => this.#view,
      cancel: async () => cancel(),
      again,
      exportCsv: filter => this.#exportCsv(filter),
      copyMarkdown: async filter => vscode.env.clipboard.writeText(queryToMarkdown(this.#rows(filter))),
      show: id => showFamily(id, this.#panel?.column),
      closed: () => {
        cancel();
        this.#panel = null;
      },
    });
  }

  /** Which values without a slash are models: `gpt2` is one, `gemma` is a license. */
  async #modelsIn(result: QueryResult): Promise<readonly string[]> {
    const ids = shortIdsIn(result, mostShortIds);
    const found = ids.length === 0 ? [] : await this.#session.index.lookup(ids);
    return ids.filter((_, at) => found[at]?.state === "known");
  }

  async #exportCsv(filter: unknown): Promise<void> {
    const rows = this.#rows(filter);
    const name = `${this.#source.fileName()}.csv`;
    await saveAs(name, { CSV: ["csv"] }, async () => new TextEncoder().encode(rowsToCsv(rows)));
  }

  #rows(filter: unknown): QueryResult {
    const { result } = this.#view;
    if (result === null) throw new UserError(t`There are no rows to save. Run a query first.`);
    return filterRows(result, typeof filter === "string" ? filter : "");
  }
}
