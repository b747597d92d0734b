import { isDriftTrait } from "../src/analyses/family/trait-edges";
import type { FamilyView } from "../src/lineage/shown-family";
import { withoutSiblings } from "../src/lineage/tree/sibling-finding";
import { familyPoster } from "../src/pictures/poster/poster";
import type { FamilySource, PosterLook } from "../src/protocol";
import { english, phrase, t } from "../src/words/words";
import { DriftView } from "./drift/drift-view";
import { FamilyPanel, type ViewHost } from "./family/family-view";
import { sourceWords } from "./family/framed-picture";
import type { KeptState } from "./family/state";
import { button } from "./kit/controls";
import { html, setText } from "./kit/dom";
import { copyPicture, type PictureFormat, pictureBytes, type SavedPicture } from "./kit/picture";
import type { Subset } from "./kit/subset";
import { Tabs } from "./kit/tabs";
import { readKeptTable, TableView } from "./table/table-view";

type TabKey = "family" | "drift" | "table";

/** What the button copies, by what is seen. */
const copyNames = english({
  rows: "Copy Rows as Image",
  tree: "Copy Tree as Image",
  map: "Copy Map as Image",
  drift: "Copy Drift as Image",
  table: "Copy Image",
});

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
  readonly #said = html("span", { class: "said", role: "status" });
  readonly #copyButton = button(t`Copy Image`, "secondary", () => this.#host.run(this.#copy()));
  readonly #family: FamilyPanel;
  readonly #drift: DriftView;
  readonly #table: TableView;
  readonly #tabs: Tabs<TabKey>;
  #keptFamily: KeptState;
  #view: FamilyView | null = null;
  /** The family for which the index was asked; open cards that are laid over it ask no more. */
  #besideOf = "";

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
        this.#nameCopy();
      },
    });
    this.#drift = new DriftView(isDriftTrait(kept.trait) ? kept.trait : "license", {
      showModels: subset => this.#showModels(subset),
      save: format => run(this.#saveDrift(format)),
      moved: () => this.#keep(),
    });
    this.#table = new TableView(readKeptTable(kept.table), {
      select: id => this.#select(id),
      save: csv => run(calls.save({ format: "csv", bytes: new TextEncoder().encode(csv) })),
      moved: () => this.#keep(),
    });
    this.#tabs = new Tabs<TabKey>(
      t`Family views`,
      [
        { key: "family", name: t`Family`, panel: this.#family.element },
        { key: "drift", name: t`Drift`, panel: this.#drift.element },
        { key: "table", name: t`Table`, panel: this.#table.element },
      ],
      keys.find(key => key === kept.tab) ?? "family",
      () => {
        this.#draw();
        this.#keep();
        this.#nameCopy();
      },
    );
    const acts = html(
      "div",
      { class: "acts" },
      this.#said,
      this.#copyButton,
      button(t`Export…`, "secondary", () => run(calls.exportFamily())),
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

  /** Moves the keyboard to the picture, if that is the open tab and nothing else on the page has the keyboard. */
  enter(): void {
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body) return;
    if (this.#tabs.current === "family") this.#family.enter();
  }

  /** Measures and redraws after the theme or the font changed. */
  restyle(): void {
    this.#family.restyle();
  }

  /** The active tab as image bytes; null when it has no picture. */
  async picture(format: PictureFormat): Promise<Uint8Array | null> {
    const picture = this.#picture(await this.#source());
    return picture && pictureBytes(picture, format);
  }

  /** A poster of the family as a PNG; null when there is no family. */
  async poster(order: PosterLook): Promise<Uint8Array | null> {
    const family = this.#view?.family;
    if (!family) return null;
    const poster = familyPoster({ ...order, family: withoutSiblings(family) });
    return pictureBytes({ ...poster, draw: pen => poster.draw(pen, devicePixelRatio) }, "png");
  }

  /** Where the family comes from; null if the panel does not say. */
  async #source(): Promise<FamilySource | null> {
    return (await this.#host.calls.source()) ?? null;
  }

  /** Saves the figures of the drift. */
  async #saveDrift(format: "csv" | "json"): Promise<void> {
    const text = this.#drift.file(format, (await this.#source()) ?? { host: "", version: "" });
    if (text !== null) await this.#host.calls.save({ format, bytes: new TextEncoder().encode(text) });
  }

  #picture(source: FamilySource | null): SavedPicture | null {
    const pictures: Readonly<Record<TabKey, () => SavedPicture | null>> = {
      family: () => this.#family.picture(source),
      drift: () => this.#drift.picture(sourceWords(this.#view?.family ?? null, source)),
      table: () => null,
    };
    return pictures[this.#tabs.current]();
  }

  /** Copies the active tab as an image, and says whether that worked; where it is refused, offers to save it instead. */
  async #copy(): Promise<void> {
    const picture = this.#picture(await this.#source());
    if (picture === null) {
      setText(this.#said, t`This tab has no picture. Switch to Family or Drift.`);
      return;
    }
    try {
      await copyPicture(picture);
      setText(this.#said, t`Image copied`);
    } catch {
      setText(this.#said, t`VS Code does not allow copying images here. Save the image instead.`);
      await this.#host.calls.save({ format: "png", bytes: await pictureBytes(picture, "png") });
    }
  }

  /** Says on the button what it copies. */
  #nameCopy(): void {
    const picture = this.#tabs.current === "family" ? this.#family.pictured : this.#tabs.current;
    setText(this.#copyButton, phrase(copyNames[picture ?? "table"]));
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
    if (!view?.family || view.state === "loading") return;
    const asked = JSON.stringify([view.focus, view.state, view.progress, view.family.oldestAt]);
    if (this.#besideOf === asked) return;
    this.#besideOf = asked;
    const { calls, run } = this.#host;
    run(
      calls.beside().then(beside => {
        if (this.#besideOf !== asked || !beside) return;
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
