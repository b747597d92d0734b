import {
  coverageOf,
  findingOf,
  percent,
  sizesInWords,
  traitName,
} from "../../src/analyses/family/drift-words";
import { type FamilyDrift, familyDrift, largestFlows } from "../../src/analyses/family/family-drift";
import { type IndexFigures, sourceName } from "../../src/analyses/family/index-figures";
import { publishedSource } from "../../src/analyses/family/published-figures";
import {
  type DriftTrait,
  driftTraits,
  type FamilySight,
  familySight,
  type TraitEdge,
  type TraitEdges,
  traitEdges,
} from "../../src/analyses/family/trait-edges";
import type { Family } from "../../src/lineage/family";
import { count, grouped } from "../../src/lineage/in-words";
import { showable } from "../../src/lineage/showable";
import { otherInk } from "../../src/pictures/family/color-numbers";
import { type ChartStream, flowChart } from "../../src/pictures/flow-chart";
import { t } from "../../src/words/words";
import { type Chart, chart, intervalChart, markKey } from "../kit/chart";
import { button, choice } from "../kit/controls";
import { around, html, setChildren, setText, slot } from "../kit/dom";
import { MarkLinks } from "../kit/mark-links";
import { pagePicture } from "../kit/page-picture";
import type { SavedPicture } from "../kit/picture";
import { type SortedCell, SortedTable } from "../kit/sorted-table";
import type { Subset } from "../kit/subset";
import { driftInks, driftKey } from "./drift-colors";
import { driftCsv, driftData, type FileSource } from "./drift-files";
import { KinView } from "./drift-kin";
import { axisFor, chartRow, isEnough, type RateLine, rateLines } from "./drift-rates";

/** Callbacks of the drift view. */
export interface DriftActs {
  /** Shows the models behind a figure. */
  showModels(subset: Subset): void;
  /** The user wants the figures as a file. */
  save(format: "csv" | "json"): void;
  /** The trait changed. */
  moved(): void;
}

/** What the index adds to a family. */
export interface DriftExtras {
  readonly index: IndexFigures | null;
  /** Lengths of the family's indexed cards, in characters. */
  readonly cardLengths: ReadonlyMap<string, number>;
}

const nothingBeside: DriftExtras = { index: null, cardLengths: new Map() };
const mostStreams = 10;

/** The drift of one trait in a family: a summary, value changes, rates, and tables. */
export class DriftView {
  readonly element: HTMLElement;
  readonly #acts: DriftActs;
  readonly #title = html("h1", {}, t`Drift`);
  readonly #trait = choice(
    t`Trait`,
    driftTraits.map(value => ({ value, name: traitName(value) })),
    trait => this.#choose(trait),
  );
  readonly #finding = html("p", { class: "finding", role: "status" });
  readonly #coverage = html("p", { class: "coverage" });
  readonly #empty = html(
    "p",
    { class: "nothing" },
    t`No family to show yet. Choose a model on the Family tab.`,
  );
  readonly #body = html("div", { class: "drift-body" });
  readonly #flow = chart(t`Value changes`);
  readonly #flowLinks = new MarkLinks();
  readonly #flowKey = html("div");
  readonly #flowNote = html("p", { class: "aside" });
  readonly #charts: Readonly<Record<RateLine["group"], Chart>> = {
    relation: chart(t`Change rate by relation`),
    generation: chart(t`By generation (longest path from a root)`),
    year: chart(t`By year the child was created`),
  };
  readonly #key = html("div");
  readonly #columns = html("div", { class: "columns" });
  readonly #transitions = new SortedTable(t`Changes`, [
    { name: t`from`, isNumber: false },
    { name: t`to`, isNumber: false },
    { name: t`edges`, isNumber: true },
    { name: t`share of changes`, isNumber: true },
  ]);
  readonly #rates = new SortedTable(t`Rates`, [
    { name: t`edges`, isNumber: false },
    { name: t`declared by both`, isNumber: true },
    { name: t`changed`, isNumber: true },
    { name: t`rate`, isNumber: true },
    { name: t`95% interval`, isNumber: true },
    { name: t`all models`, isNumber: true },
    { name: t`the paper`, isNumber: true },
  ]);
  readonly #kin = new KinView();
  readonly #notes = html("div", { class: "notes" });
  #family: Family | null = null;
  #sight: FamilySight | null = null;
  #extras = nothingBeside;
  #current: DriftTrait;

  constructor(kept: DriftTrait, acts: DriftActs) {
    this.#acts = acts;
    this.#current = kept;
    const { relation, generation, year } = this.#charts;
    const left = html(
      "div",
      { class: "column" },
      this.#flow.element,
      this.#flowKey,
      this.#flowNote,
      this.#transitions.element,
    );
    const right = html(
      "div",
      { class: "column" },
      relation.element,
      this.#key,
      generation.element,
      year.element,
    );
    setChildren(this.#columns, [left, right]);
    setChildren(this.#body, [
      this.#finding,
      this.#coverage,
      this.#columns,
      this.#rates.element,
      this.#notes,
      this.#kin.element,
    ]);
    const header = html(
      "header",
      {},
      html("div", { class: "title" }, this.#title),
      html("div", { class: "tools" }, this.#trait.element),
      html(
        "div",
        { class: "buttons" },
        button(t`Export CSV`, "secondary", () => acts.save("csv")),
        button(t`Export JSON`, "secondary", () => acts.save("json")),
      ),
    );
    this.element = html("div", { class: "drift" }, header, this.#empty, this.#body);
    this.#trait.set(kept);
  }

  /** The trait that is shown. */
  get trait(): DriftTrait {
    return this.#current;
  }

  /** Shows a family, or nothing. */
  show(family: Family | null): void {
    if (family === this.#family && family !== null) return;
    this.#family = family;
    this.#sight = family ? familySight(family) : null;
    if (this.#sight) this.#kin.show(this.#sight.columns);
    this.#draw();
  }

  /** Adds comparison data from the index. */
  setExtras(extras: DriftExtras): void {
    this.#extras = extras;
    this.#draw();
  }

  /** The figures of the trait as the text of a file; null when there is no family. */
  file(format: "csv" | "json", source: FileSource): string | null {
    if (!this.#family || !this.#sight) return null;
    const drift = familyDrift(traitEdges(this.#sight, this.#current, this.#extras.cardLengths));
    const data = driftData(this.#family, this.#current, drift, source);
    return format === "csv" ? driftCsv(data) : `${JSON.stringify(data, null, 2)}\n`;
  }

  /** The current view as a picture to save, with words on its source; null when there is no family. */
  picture(source: string): SavedPicture | null {
    if (!this.#family) return null;
    const title = `${this.#title.textContent ?? ""}: ${traitName(this.#current)}`;
    return pagePicture(title, this.#body, this.#rates.element, source);
  }

  /** What the family is compared with, in words. */
  get #indexName(): string {
    return sourceName(this.#extras.index?.from ?? { kind: "index" });
  }

  #choose(trait: DriftTrait): void {
    this.#current = trait;
    this.#draw();
    this.#acts.moved();
  }

  #draw(): void {
    const family = this.#family;
    this.#empty.hidden = family !== null;
    this.#body.hidden = family === null;
    const name = html("bdi", {}, showable(family?.root ?? ""));
    this.#title.replaceChildren(...(family ? around(t`Drift in the family of ${slot}`, name) : [t`Drift`]));
    if (!family || !this.#sight) return;
    const seen = traitEdges(this.#sight, this.#current, this.#extras.cardLengths);
    const drift = familyDrift(seen);
    const finding = findingOf(seen, drift, relation =>
      relation === "all"
        ? drift.transitions
        : familyDrift({ ...seen, edges: seen.edges.filter(edge => edge.relation === relation) }).transitions,
    );
    setText(this.#finding, showable(finding.sentence));
    setText(this.#coverage, [coverageOf(seen), sizesInWords(seen)].filter(Boolean).join(" "));
    this.#drawFlow(family, seen, drift);
    this.#drawRates(seen, drift);
    this.#drawNotes();
  }

  #subset(seen: TraitEdges, name: string, has: (edge: TraitEdge) => boolean): Subset {
    return { name, ids: new Set(seen.edges.filter(has).map(({ child }) => child)) };
  }

  #drawFlow(family: Family, seen: TraitEdges, drift: FamilyDrift): void {
    const trait = traitName(seen.trait);
    const show = (from: string, to: string, edges: number) => () =>
      this.#acts.showModels(
        this.#subset(
          seen,
          t`${count(edges, "edge")} where the ${trait} changed from ${from} to ${to}`,
          edge => edge.distance > 0 && edge.from === from && edge.to === to,
        ),
      );
    const flow = largestFlows(drift.transitions, mostStreams);
    const streams: (ChartStream & { readonly act: (() => void) | null })[] = flow.streams.map(
      ({ from, to, edges }) => ({
        from,
        to,
        size: edges,
        title: showable(`${from} → ${to}: ${count(edges, "edge")}`),
        act: show(from, to, edges),
      }),
    );
    // No value of a trait is named like this, while “other” is a license.
    const rest = t`other pairs`;
    if (flow.otherEdges > 0) {
      const title = `${count(flow.otherPairs, "other pair")}: ${count(flow.otherEdges, "edge")}`;
      streams.push({ from: rest, to: rest, size: flow.otherEdges, title, act: null });
    }
    const { changed, edges } = drift.all;
    this.#flow.element.hidden = streams.length === 0;
    const inks = driftInks(family, seen.trait);
    const inkOf = inks && ((value: string) => (value === rest ? otherInk : inks(value)));
    const key = driftKey(
      seen.trait,
      flow.streams.map(({ from }) => from),
    );
    setChildren(this.#flowKey, key === null ? [] : [key]);
    this.#flow.draw(width => {
      const name = t`Flow of the ${trait} from parents to children`;
      const { picture, bands } = flowChart(document, name, streams, width, inkOf);
      const links = bands.flatMap((element, at) => {
        const act = streams[at]?.act ?? null;
        return act === null ? [] : [{ element, act }];
      });
      return this.#flowLinks.attach(picture, links);
    });
    const kept = grouped(edges - changed);
    const other =
      flow.otherPairs > 0 ? t` “Other pairs” combines ${count(flow.otherPairs, "rarer pair")}.` : "";
    const words =
      changed === 0
        ? t`No edge changed it.`
        : t`Shows the ${count(changed, "edge")} that changed it; ${kept} kept it.${other}`;
    setText(this.#flowNote, edges === 0 ? "" : words);
    this.#transitions.element.hidden = drift.transitions.length === 0;
    this.#transitions.show(
      drift.transitions.map(({ from, to, edges: n }) => {
        const act = show(from, to, n);
        const share = n / changed;
        const enough = changed >= 20;
        return [
          { text: from },
          { text: to },
          {
            text: grouped(n),
            value: n,
            act,
            name: t`${count(n, "edge")} from ${from} to ${to}: show the models`,
          },
          { text: enough ? percent(share) : t`too few`, value: share },
        ];
      }),
    );
  }

  #drawRates(seen: TraitEdges, drift: FamilyDrift): void {
    const lines = rateLines({ trait: seen.trait, drift, index: this.#extras.index });
    const name = this.#indexName;
    const axis = axisFor(lines.map(line => chartRow(line, name)));
    for (const group of ["relation", "generation", "year"] as const) {
      const grouped = lines.filter(line => line.group === group);
      const rows = grouped.map(line => chartRow(line, name));
      // A chart without a single percentage is hidden; its table remains.
      const isShown =
        drift.all.edges > 0 && (group === "relation" || grouped.some(({ rate }) => isEnough(rate)));
      this.#charts[group].element.hidden = !isShown;
      this.#charts[group].draw(width =>
        intervalChart(t`${traitName(seen.trait)}: rates by ${group}`, axis, rows, width),
      );
    }
    const hasPaper = lines.some(({ paper }) => paper !== null);
    setChildren(this.#key, [
      markKey({
        own: t`this family, with 95% interval`,
        ...(this.#extras.index ? { index: name } : {}),
        ...(hasPaper ? { paper: t`the paper` } : {}),
      }),
    ]);
    this.#rates.show(lines.map(line => this.#rateCells(seen, line)));
  }

  #rateCells(seen: TraitEdges, { label, rate, index, paper, has }: RateLine): readonly SortedCell[] {
    const trait = traitName(seen.trait);
    const leads = (n: number, name: string, only: (edge: TraitEdge) => boolean): SortedCell => ({
      text: grouped(n),
      value: n,
      ...(n > 0
        ? {
            act: () => this.#acts.showModels(this.#subset(seen, name, only)),
            name: t`${name}: show the models`,
          }
        : {}),
    });
    const share = (one: { readonly mean: number; readonly edges: number } | null): SortedCell => {
      if (one === null || one.edges === 0) return { text: "–", value: -1 };
      if (one.edges < 20) return { text: count(one.edges, "edge"), value: -1 };
      return { text: t`${percent(one.mean)} of ${grouped(one.edges)}`, value: one.mean };
    };
    const both = t`${count(rate.edges, "edge")} (${label}) where both models declare the ${trait}`;
    const changed = t`${count(rate.changed, "edge")} (${label}) where the ${trait} changed`;
    return [
      { text: label },
      leads(rate.edges, both, has),
      leads(rate.changed, changed, edge => edge.distance > 0 && has(edge)),
      isEnough(rate) ? { text: percent(rate.mean), value: rate.mean } : { text: t`too few`, value: -1 },
      isEnough(rate)
        ? { text: t`${percent(rate.low)} to ${percent(rate.high)}`, value: rate.low }
        : { text: "–", value: -1 },
      share(index && { mean: index.rate ?? 0, edges: index.edges }),
      share(paper),
    ];
  }

  #drawNotes(): void {
    const isList = this.#current === "languages" || this.#current === "datasets";
    const measure = isList
      ? t`The rate is the mean Jaccard distance, as in the paper: the share of values that only one of the two models has. “Changed” counts edges where anything differs.`
      : t`The rate is the share of edges where the value differs, out of those where both models declare one.`;
    const { index } = this.#extras;
    const beside = index
      ? t`All models: ${this.#indexName}, with ${count(index.edges, "edge")} among ${count(index.models, "model")}.`
      : "";
    setChildren(this.#notes, [
      html(
        "p",
        {},
        measure,
        t` With fewer than 20 edges, no percentage is shown. Intervals treat each edge as an independent draw.`,
      ),
      ...(beside === "" ? [] : [html("p", {}, beside)]),
      html("p", {}, t`The paper: ${publishedSource}.`),
    ]);
  }
}
