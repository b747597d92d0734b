import { isDriftTrait } from "../src/analyses/family/trait-edges";
import type { Family } from "../src/lineage/family";
import type { FamilyView } from "../src/lineage/shown-family";
import { DriftView } from "./drift/drift-view";
import { FamilyPanel, type ViewHost } from "./family/family-view";
import type { KeptState } from "./family/state";
import { button } from "./kit/controls";
import { html } from "./kit/dom";
import { type PictureFormat, pictureBytes, type SavedPicture } from "./kit/picture";
import type { Subset } from "./kit/subset";
import { Tabs } from "./kit/tabs";
import { readKeptTable, TableView } from "./table/table-view";

type TabKey = "family" | "drift" | "table";

const keys: readonly TabKey[] = ["family", "drift", "table"];

/** What the page needs of its host; `kept` is state saved by an earlier session and not to be trusted. */
export interface PageHost extends Omit<ViewHost, "kept" | "keep"> {
  readonly kept: unknown;
  readonly family: KeptState;
  keep(state: unknown): void;
}

/** The page of a family, with tabs for its tree, drift, and table, all over the same data. */
export class FamilyPage {
  readonly element: HTMLElement;
  readonly #host: PageHost;
  readonly #family: FamilyPanel;
  readonly #drift: DriftView;
  readonly #table: TableView;
  readonly #tabs: Tabs<TabKey>;
  #keptFamily: KeptState;
  #view: FamilyView | null = null;
  /** The family for which the index was asked. */
  #besideOf: Family | null = null;

  constructor(host: PageHost) {
    this.#host = host;
    this.#keptFamily = host.family;
    const { calls, run } = host;
    const kept = (host.kept ?? {}) as {
      readonly tab?: unknown;
      readonly trait?: unknown;
      readonly table?: unknown;
    };
    this.#family = new FamilyPanel({
      calls,
      run,
      kept: host.family,
      keep: state => {
        this.#keptFamily = state;
        this.#keep();
      },
    });
    this.#drift = new DriftView(isDriftTrait(kept.trait) ? kept.trait : "license", {
      showModels: subset => this.#showModels(subset),
      moved: () => this.#keep(),
    });
    this.#table = new TableView(readKeptTable(kept.table), {
      select: id => this.#select(id),
      save: csv => run(calls.save({ format: "csv", bytes: new TextEncoder().encode(csv) })),
      moved: () => this.#keep(),
    });
    this.#tabs = new Tabs<TabKey>(
      "Family views",
      [
        { key: "family", name: "Family", panel: this.#family.element },
        { key: "drift", name: "Drift", panel: this.#drift.element },
        { key: "table", name: "Table", panel: this.#table.element },
      ],
      keys.find(key => key === kept.tab) ?? "family",
      () => {
        this.#draw();
        this.#keep();
      },
    );
    const acts = html(
      "div",
      { class: "acts" },
      button("Export…", "secondary", () => run(calls.exportFamily())),
    );
    const bar = html("div", { class: "bar" }, this.#tabs.strip, acts);
    this.element = html("main", { class: "page" }, bar, ...this.#tabs.panels);
  }

  /** Shows what the extension sends. */
  show(view: FamilyView): void {
    this.#view = view;
    this.#family.show(view);
    this.#draw();
  }

  /** Measures and redraws after the theme or the font changed. */
  restyle(): void {
    this.#family.restyle();
  }

  /** The active tab as image bytes; null when it has no picture. */
  async picture(format: PictureFormat): Promise<Uint8Array | null> {
    const pictures: Readonly<Record<TabKey, () => SavedPicture | null>> = {
      family: () => this.#family.picture(),
      drift: () => this.#drift.picture(),
      table: () => null,
    };
    const picture = pictures[this.#tabs.current]();
    return picture && pictureBytes(picture, format);
  }

  #showModels(subset: Subset): void {
    this.#tabs.select("table");
    this.#table.showOnly(subset);
  }

  /** Inactive tabs are drawn when they are selected. */
  #draw(): void {
    if (this.#tabs.current === "drift") this.#showDrift();
    if (this.#tabs.current === "table") this.#table.show(this.#view?.family ?? null);
  }

  /** Shows the family's own figures at once and fetches the index's figures once per fully loaded family. */
  #showDrift(): void {
    const view = this.#view;
    this.#drift.show(view?.family ?? null);
    if (!view?.family || view.state === "loading" || this.#besideOf === view.family) return;
    this.#besideOf = view.family;
    const { calls, run } = this.#host;
    run(
      calls.beside().then(beside => {
        if (this.#besideOf !== view.family || !beside) return;
        this.#drift.setExtras({ index: beside.index, cardLengths: new Map(beside.cardLengths) });
      }),
    );
  }

  #select(id: string): void {
    this.#tabs.select("family");
    this.#family.reveal(id);
  }

  #keep(): void {
    this.#host.keep({
      ...this.#keptFamily,
      tab: this.#tabs.current,
      trait: this.#drift.trait,
      table: this.#table.kept,
    });
  }
}
