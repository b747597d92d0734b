import { grouped } from "../../../src/lineage/in-words";
import type { Model, Relation } from "../../../src/lineage/model";
import { cutMiddle, showable } from "../../../src/lineage/showable";
import { changedTraits, licenseText, traitText } from "../../../src/lineage/traits/trait-change";
import type { FamilyTree, TreeNode } from "../../../src/lineage/tree/family-tree";
import { edgeToward } from "../../../src/lineage/tree/family-tree";
import type { ModelRow, MoreRow } from "../../../src/lineage/tree/open-rows";
import type { Palette } from "../../../src/pictures/family/palette";
import { english, phrase, t } from "../../../src/words/words";
import { modelWords } from "../tree/tree-words";
import { familyVerdict, judgedParents, type VerdictWords } from "../verdict";

/** The number of a model that its bar shows. */
export type RowFigure = "downloads" | "likes" | "parameters";

/** A trait that differs from the parent's, in a few words, in one word, and in full. */
export interface TraitChip {
  readonly long: string;
  readonly short: string;
  readonly full: string;
  readonly isLicense: boolean;
}

/** What a row says of a model, beside its name. */
export interface RowWords {
  readonly owner: string;
  readonly name: string;
  /** "this card", "draft", or empty. */
  readonly mark: string;
  readonly relation: string;
  /** The same below the head of a column. */
  readonly headedRelation: string;
  readonly license: string;
  /** Whether `license` stands for one that is not known or not declared. */
  readonly isVague: boolean;
  readonly verdict: (VerdictWords & { readonly word: string }) | null;
  readonly chips: readonly TraitChip[];
  /** The number in full; a dash if it is unknown. */
  readonly figure: string;
  /** The length of the bar, 0 to 1; null without a number. */
  readonly share: number | null;
  /** "+12" for models that are not shown below, or empty. */
  readonly folded: string;
}

/** What the words of every row depend on. */
export interface RowSpeech {
  readonly tree: FamilyTree;
  readonly palette: Palette;
  readonly figure: RowFigure;
  /** The largest number among the models of the family. */
  readonly most: number;
  readonly draft: string | null;
  /** The models whose card is open. */
  readonly open: ReadonlySet<string>;
}

/** The heads of the numbers that a bar can show. */
export const figureNames: Readonly<Record<RowFigure, string>> = english({
  downloads: "Downloads",
  likes: "Likes",
  parameters: "Parameters",
});

/** The words for each kind of verdict. */
export const verdictNames: Readonly<Record<VerdictWords["kind"], string>> = english({
  ok: "✓ allowed",
  review: "? to review",
  conflict: "⚠ possible conflict",
  unread: "parent not read",
});

/** Longer licenses and values are cut here; the details have them in full. */
const longestLicense = 32;
const longestValue = 26;

/** How a model was made from the one above it, or why that is not known. */
export function relationOf(tree: FamilyTree, { node, into }: ModelRow, isHeaded: boolean): string {
  // Below a head, a word is enough.
  const given = (relation: Relation) =>
    relation !== "unknown" ? phrase(relation) : isHeaded ? t`unknown` : t`unknown relation`;
  if (into !== null)
    return t`parent of ${showable(into.id)}: ${given(edgeToward(tree, node)?.relation ?? "unknown")}`;
  if (node.model === null) return t`missing`;
  if (node.side === "descendant") return node.joined ? given(node.relation ?? "unknown") : t`through a cycle`;
  const [edge] = tree.parentsOf.get(node.id) ?? [];
  // Nobody knows whether a model that was not read has parents.
  if (edge === undefined) return node.model.unread ? "" : t`root`;
  return given(edge.relation);
}

/** The parent that a row stands below; null if it is not known to be one. */
function parentAbove(tree: FamilyTree, { node, above }: ModelRow): Model | null {
  const isParent = (tree.parentsOf.get(node.id) ?? []).some(({ parent }) => parent === above?.node.id);
  return isParent ? (above?.node.model ?? null) : null;
}

/** The license of a row, or why it has none. */
export function licenseWords(model: Model | null): string {
  if (model === null) return t`missing`;
  if (model.unread) return t`not read`;
  const license = licenseText(model);
  return license === null ? t`not declared` : cutMiddle(showable(license), longestLicense);
}

function verdictOf(tree: FamilyTree, { id }: TreeNode, model: Model): RowWords["verdict"] {
  const parents = judgedParents(tree, id);
  // Its license says already that it was not read.
  const judged = model.unread ? null : familyVerdict(parents, model);
  if (judged === null) return null;
  const { kind } = judged;
  const own = licenseText(model);
  const isKept = kind === "ok" && parents.every(parent => parent.model && licenseText(parent.model) === own);
  const sentence = [
    judged.sentence,
    ...judged.parents.map(parent => `${showable(parent.id)}: ${parent.sentence}`),
  ];
  return { kind, sentence: sentence.join("\n"), word: isKept ? t`✓ kept` : phrase(verdictNames[kind]) };
}

function chipsOf(parent: Model, model: Model): readonly TraitChip[] {
  return changedTraits(parent, model).map(trait => {
    const name = phrase(trait);
    const [before, after] = [traitText(trait, parent, 3), traitText(trait, model, 3)];
    const values = `${cutMiddle(before, longestValue)} → ${cutMiddle(after, longestValue)}`;
    return {
      long: `${name} ${values}`,
      short: `≠ ${name}`,
      isLicense: trait === "license",
      full: `${name}: ${traitText(trait, parent)} → ${traitText(trait, model)}`,
    };
  });
}

/** The number of a model that its bar shows; null if it is not known. */
export function figureOf(model: Model | null, figure: RowFigure): number | null {
  return model?.[figure] ?? null;
}

function figureWords(model: Model | null, figure: RowFigure): string {
  const number = figureOf(model, figure);
  return number === null ? "–" : grouped(number);
}

/** What is special about the model of a row: a draft, or its card is open. */
export function markOf({ draft, open }: RowSpeech, { id }: TreeNode): string {
  if (id === draft) return t`draft`;
  return open.has(id) ? t`open card` : "";
}

/** What a row says, from the same functions as the tree, the details, and the exports. */
export function rowWords(speech: RowSpeech, row: ModelRow): RowWords {
  const { tree, figure, most } = speech;
  const { node, count, open } = row;
  const { model } = node;
  const id = showable(node.id);
  const slash = id.indexOf("/") + 1;
  const parent = parentAbove(tree, row);
  const number = figureOf(model, figure);
  const license = licenseWords(model);
  return {
    owner: id.slice(0, slash),
    name: id.slice(slash),
    mark: markOf(speech, node),
    relation: relationOf(tree, row, false),
    headedRelation: relationOf(tree, row, true),
    license,
    isVague: model === null || model.unread === true || licenseText(model) === null,
    verdict: model === null ? null : verdictOf(tree, node, model),
    chips: parent === null || model === null ? [] : chipsOf(parent, model),
    figure: model?.unread ? t`not read` : figureWords(model, figure),
    // Square roots: by the numbers themselves, one model of a family would have a bar, and by logarithms all the same.
    share: number === null ? null : Math.sqrt(number / Math.max(1, most)),
    folded: count > 0 && !open ? `+${grouped(count)}` : "",
  };
}

/** What a row says to a screen reader: what the tree says, and what changed. */
export function rowLabel(speech: RowSpeech, row: ModelRow, { mark, chips, verdict }: RowWords): string {
  const said = modelWords(speech.tree, row.node, speech.palette);
  const changes = chips.map(({ full }) => full);
  const into = row.into === null ? "" : relationOf(speech.tree, row, false);
  return [said, into, mark, ...changes, verdict?.word ?? ""].filter(Boolean).join(", ");
}

/** "Show 100 more of 2,097", or "Show 12 other ancestors". */
export function moreText({ side, hidden, total }: MoreRow, page: number): string {
  if (side === "ancestors") return t`Show ${grouped(total)} other ancestors`;
  return t`Show ${grouped(Math.min(page, hidden.length))} more of ${grouped(total)}`;
}

/** The same for screen readers, which do not see what it stands below. */
export function moreLabel(row: MoreRow, page: number): string {
  const { side, holder, hidden, total } = row;
  if (side === "ancestors") return moreText(row, page);
  const next = grouped(Math.min(page, hidden.length));
  return t`Show ${next} more of ${grouped(total)} children of ${showable(holder.id)}`;
}
