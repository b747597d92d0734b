import type { Family } from "../../src/lineage/family";
import { grouped } from "../../src/lineage/in-words";
import { relations } from "../../src/lineage/model";
import { cutMiddle, showable } from "../../src/lineage/showable";
import { groupName, groupReader, type TraitName } from "../../src/lineage/trait-value";
import { type FamilyFilter, isFiltering, noFilter } from "../../src/lineage/tree/family-filter";
import { t } from "../../src/words/words";
import { button, type Choice, choice, type Option, textField } from "../kit/controls";
import { html } from "../kit/dom";

const chosenTraits = ["license", "task", "library"] as const satisfies readonly TraitName[];
const any = "any";
const several = "several";
const undeclared = "none";
/** The most values offered for a trait, most common first. */
const mostOffered = 60;

const prefix = "is ";

function keyOf(value: string | null): string {
  return value === null ? undeclared : prefix + value;
}

function wantedBy(key: string): string | null {
  return key === undeclared ? null : key.slice(prefix.length);
}

/** The values of a trait in a family with their counts, most common first. */
function valuesOf(family: Family, trait: TraitName): Option<string>[] {
  const read = groupReader(trait);
  const counts = new Map<string | null, number>();
  for (const model of family.models) counts.set(read(model), (counts.get(read(model)) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostOffered)
    .map(([value, n]) => ({
      value: keyOf(value),
      name: `${showable(cutMiddle(groupName(value), 36))} (${grouped(n)})`,
    }));
}

/** A full or partial date as typed; empty until it is valid. */
function dateOf(text: string): string {
  return /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text.trim()) ? text.trim() : "";
}

/** The row of fields that choose which models of the family are drawn. */
export class FilterBar {
  readonly element = html("section", { class: "filters", "aria-label": t`Filter`, hidden: true });
  readonly #changed: (filter: FamilyFilter) => void;
  readonly #relation: Choice<string>;
  readonly #traits: Readonly<Record<(typeof chosenTraits)[number], Choice<string>>>;
  readonly #author = textField(t`Author`, t`Author`, () => this.#typed());
  readonly #language = textField(t`Language`, t`Language, e.g. en`, () => this.#typed());
  readonly #from = textField(t`Created from`, t`From, e.g. 2024-05`, () => this.#typed());
  readonly #to = textField(t`Created no later than`, t`Until, e.g. 2025`, () => this.#typed());
  readonly #downloads = textField(t`Minimum downloads`, t`Min. downloads`, () => this.#typed());
  #filter = noFilter;
  #family: Family | null = null;
  #offered: Family | null = null;

  constructor(changed: (filter: FamilyFilter) => void) {
    this.#changed = changed;
    this.#relation = choice(t`Relation`, [{ value: any, name: t`any` }], key =>
      this.#change({ relations: relations.filter(relation => relation === key) }),
    );
    const traitChoice = (trait: TraitName, name: string) =>
      choice(name, [{ value: any, name: t`any` }], key => this.#choose(trait, key));
    this.#traits = {
      license: traitChoice("license", t`License`),
      task: traitChoice("task", t`Task`),
      library: traitChoice("library", t`Library`),
    };
    this.element.append(
      this.#relation.element,
      ...chosenTraits.map(trait => this.#traits[trait].element),
      ...[this.#author, this.#language, this.#from, this.#to, this.#downloads].map(({ element }) => element),
      button(t`Clear`, "secondary", () => this.#changed(noFilter), t`Clear filter`),
    );
  }

  /** Whether the row is visible. */
  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Shows or hides the row; the filter stays. */
  toggle(): void {
    this.element.hidden = !this.element.hidden;
    this.show(this.#family, this.#filter);
    if (this.isOpen) this.#author.focus();
  }

  /** Shows the current filter, with the values found in the family. */
  show(family: Family | null, filter: FamilyFilter): void {
    this.#family = family;
    this.#filter = filter;
    if (!this.isOpen || family === null) return;
    const isNew = this.#offered !== family;
    this.#offered = family;
    this.#offer(this.#relation, filter.relations, isNew ? relationOptions() : null);
    for (const trait of chosenTraits) {
      const wanted = filter.values[trait] ?? [];
      this.#offer(this.#traits[trait], wanted.map(keyOf), isNew ? valuesOf(family, trait) : null);
    }
    this.#author.set(filter.author);
    this.#language.set(filter.language);
    if (dateOf(this.#from.value()) !== filter.from) this.#from.set(filter.from);
    if (dateOf(this.#to.value()) !== filter.to) this.#to.set(filter.to);
    if (Number(this.#downloads.value()) !== filter.downloads)
      this.#downloads.set(filter.downloads > 0 ? String(filter.downloads) : "");
  }

  #offer(list: Choice<string>, wanted: readonly string[], values: readonly Option<string>[] | null): void {
    if (values !== null)
      list.offer([{ value: any, name: t`any` }, ...values, { value: several, name: t`several` }]);
    const [first] = wanted;
    list.set(first === undefined ? any : wanted.length > 1 ? several : first);
  }

  #choose(trait: TraitName, key: string): void {
    if (key === several) return;
    this.#change({ values: { ...this.#filter.values, [trait]: key === any ? [] : [wantedBy(key)] } });
  }

  #typed(): void {
    const downloads = Number(this.#downloads.value().replaceAll(/[,\s]/g, ""));
    this.#change({
      author: this.#author.value(),
      language: this.#language.value(),
      from: dateOf(this.#from.value()),
      to: dateOf(this.#to.value()),
      downloads: Number.isFinite(downloads) ? downloads : 0,
    });
  }

  #change(part: Partial<FamilyFilter>): void {
    this.#changed({ ...this.#filter, ...part });
  }
}

function relationOptions(): Option<string>[] {
  return relations.map(relation => ({ value: relation, name: relation }));
}

/** The label of the filter button, with the number of matching models. */
export function filterName(filter: FamilyFilter, matching: number | null): string {
  return isFiltering(filter) && matching !== null ? t`Filter (${grouped(matching)})` : t`Filter`;
}
