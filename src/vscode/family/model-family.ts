import * as vscode from "vscode";
import { childrenKnown, compact, mutations } from "../../app/card/fact-sheet";
import type { ModelEntry } from "../../app/ports/index-port";
import { count, grouped, nounFor } from "../../lineage/in-words";
import { type Model, type Relation, type RelationCounts, relations } from "../../lineage/model";
import { type CardDifference, differencesInWords } from "../../lineage/traits/laid-card";
import { licenseText } from "../../lineage/traits/trait-change";
import { phrase, t } from "../../words/words";
import type { Session } from "../session";

/** A row of the Model Family tree. */
export type FamilyNode =
  | { readonly kind: "focus"; readonly id: string; readonly differences?: readonly CardDifference[] }
  | { readonly kind: "draft"; readonly id: string; readonly parents: readonly string[] }
  | { readonly kind: "parents" | "children"; readonly id: string; readonly of: ModelEntry }
  | { readonly kind: "relation"; readonly id: string; readonly relation: Relation; readonly count: number }
  | {
      readonly kind: "model";
      readonly id: string;
      readonly entry: ModelEntry | null;
      readonly beside: Model | null;
      readonly why?: string;
      /** Why there is no entry: it is being read, nobody asked, or the Hub refused it. */
      readonly lack?: "reading" | "unread" | "refused";
      /** Whether only the Hub has it as a child: its open card names other parents. */
      readonly left?: boolean;
    }
  | { readonly kind: "more"; readonly id: string; readonly relation: Relation; readonly left: number }
  | { readonly kind: "note"; readonly text: string };

/** The top row of the tree: a model on the Hub, or a card that is not there yet. */
export type FamilyFocus = Extract<FamilyNode, { readonly kind: "focus" | "draft" }>;

/** Number of children that a relation shows initially, and that each "Show more" row adds. */
const pageSize = 100;

const relationIcons: Readonly<Record<Relation, string>> = {
  finetune: "circle-outline",
  adapter: "extensions",
  quantized: "fold",
  merge: "git-merge",
  unknown: "circle-small",
};

/** Only what the Hub refused is worth a warning: what is being read, or what nobody asked for, may be all right. */
const lackIcons: Readonly<Record<"reading" | "unread" | "refused", string>> = {
  reading: "sync~spin",
  unread: "question",
  refused: "warning",
};

/** Where rows come from: from the Hub if they are missing in the index, or only from what is stored. */
type Source = "hub" | "stored";

/** The Model Family tree: the open card's model, its parents, and its children by relation, read when expanded. */
export class ModelFamilyTree implements vscode.TreeDataProvider<FamilyNode> {
  readonly #load: () => Promise<Session>;
  readonly #changed = new vscode.EventEmitter<FamilyNode | undefined>();
  readonly #pages = new Map<string, number>();
  readonly #paths = new WeakMap<FamilyNode, string>();
  /** The rows last reported to VS Code for each path, until it requests everything again. */
  readonly #reported = new Map<string, Promise<string>>();
  /** The paths below which everything was known when it was last read. */
  readonly #whole = new Set<string>();
  readonly onDidChangeTreeData = this.#changed.event;
  #focus: FamilyFocus | null = null;
  /** Whether rows are being compared, and whether more became known since that began. */
  #isComparing = false;
  #isStale = false;

  constructor(load: () => Promise<Session>) {
    this.#load = load;
  }

  /** Puts a model or a draft at the top, or nothing for null; does not redraw if it is already there. */
  show(focus: FamilyFocus | null): void {
    if (JSON.stringify(focus) === JSON.stringify(this.#focus)) return;
    this.#focus = focus;
    this.#whole.clear();
    this.#redraw();
  }

  /**
   * Redraws the tree if more is known about one of its rows. VS Code collapses a row that the user expands during a
   * redraw (AsyncDataTree restores the state from before its refresh), so avoid unnecessary redraws.
   */
  async refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isComparing) return;
    this.#isComparing = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        if (await this.#isOutdated(undefined).catch(() => true)) this.#redraw();
      }
    } finally {
      this.#isComparing = false;
    }
  }

  /** Shows one more page of a relation's children. */
  loadMore(id: string, relation: Relation): void {
    const key = `${relation} ${id}`;
    this.#pages.set(key, (this.#pages.get(key) ?? 1) + 1);
    this.#redraw();
  }

  getTreeItem(node: FamilyNode): vscode.TreeItem {
    const item = treeItem(node);
    // By label alone, VS Code would treat "Children" and "Children (74)" as different rows and collapse the row.
    const path = this.#paths.get(node);
    if (path !== undefined) item.id = path;
    return item;
  }

  async getChildren(node?: FamilyNode): Promise<FamilyNode[]> {
    const path = this.#pathOf(node);
    // VS Code forgets every row while it waits for new ones, and then passes none to a command of a row's menu. So rows
    // that were read before do not wait for the Hub.
    const rows = this.#rowsOf(node, path, this.#whole.has(path) ? "stored" : "hub");
    this.#reported.set(path, rows.then(drawn, String));
    if ((await rows).some(isLacking)) this.#whole.delete(path);
    else this.#whole.add(path);
    return rows;
  }

  #redraw(): void {
    this.#reported.clear();
    this.#changed.fire(undefined);
  }

  /**
   * Whether the rows below a row differ from those reported to VS Code; rows it never requested do not count. Looks only at
   * what is stored: a request would change the state that this comparison follows, without end.
   */
  async #isOutdated(node: FamilyNode | undefined): Promise<boolean> {
    const path = this.#pathOf(node);
    const reported = this.#reported.get(path);
    if (reported === undefined) return false;
    const before = await reported;
    const rows = await this.#rowsOf(node, path, "stored");
    // VS Code may have requested the latest rows in the meantime.
    if (this.#reported.get(path) !== reported) return false;
    if (drawn(rows) !== before) return true;
    for (const row of rows) if (await this.#isOutdated(row)) return true;
    return false;
  }

  #pathOf(node: FamilyNode | undefined): string {
    return (node && this.#paths.get(node)) ?? "";
  }

  async #rowsOf(node: FamilyNode | undefined, path: string, from: Source): Promise<FamilyNode[]> {
    const rows = await this.#read(node, from);
    for (const row of rows) this.#paths.set(row, `${path} ${step(row)}`);
    return rows;
  }

  async #read(node: FamilyNode | undefined, from: Source): Promise<FamilyNode[]> {
    if (node === undefined && this.#focus === null) return [];
    const session = await this.#load();
    if (node === undefined) return this.#top(session);
    if (node.kind === "draft") return models(session, node.parents);
    if (node.kind === "focus" || node.kind === "model") return groups(session, node.id, from);
    if (node.kind === "parents") return parentsOf(session, node.of);
    if (node.kind === "children") return childrenByRelation(session, node.of, from);
    if (node.kind === "relation") return this.#childrenOf(session, node.id, node.relation, node.count);
    return [];
  }

  /** The top row, with what its open card has and the Hub does not. */
  #top({ facts }: Session): FamilyNode[] {
    const focus = this.#focus;
    if (focus === null) return [];
    return [focus.kind === "focus" ? { ...focus, differences: facts.differences(focus.id) } : focus];
  }

  async #childrenOf(session: Session, id: string, relation: Relation, total: number): Promise<FamilyNode[]> {
    const limit = (this.#pages.get(`${relation} ${id}`) ?? 1) * pageSize;
    const [parent] = await session.index.lookup([id]);
    const beside = parent?.state === "known" ? session.facts.laid(parent.entry).model : null;
    const entries = await session.index.children({ id, relation, offset: 0, limit });
    const nodes: FamilyNode[] = entries.map(onHub => {
      const entry = session.facts.laid(onHub);
      const left = entry !== onHub && !entry.parents.some(edge => edge.parent === id);
      return { kind: "model", id: entry.model.id, entry, beside: left ? null : beside, left };
    });
    if (total > entries.length) nodes.push({ kind: "more", id, relation, left: total - entries.length });
    return nodes;
  }
}

async function groups(session: Session, id: string, from: Source): Promise<FamilyNode[]> {
  const found = await (from === "hub" ? session.entry(id) : session.storedEntry(id));
  if (found.state !== "known") {
    // The open card names the parents of a model that nobody could ask the Hub about.
    const card = session.facts.cards.find(each => each.id === id);
    const parents = card === undefined ? [] : await models(session, card.parents);
    return [{ kind: "note", text: session.whyUnknown(id, found) }, ...parents];
  }
  const of = found.entry;
  return [
    { kind: "parents", id, of },
    { kind: "children", id, of },
  ];
}

async function storedOr(session: Session, of: ModelEntry): Promise<ModelEntry> {
  const stored = await session.storedEntry(of.model.id);
  return stored.state === "known" ? stored.entry : of;
}

async function parentsOf(session: Session, of: ModelEntry): Promise<FamilyNode[]> {
  if (of.parents.length === 0) return [{ kind: "note", text: t`The card names no parent.` }];
  return models(
    session,
    of.parents.map(edge => edge.parent),
  );
}

async function models(session: Session, ids: readonly string[]): Promise<FamilyNode[]> {
  const found = await session.index.lookup(ids);
  return ids.map((id, i) => {
    const lookup = found[i] ?? { state: "unknown" };
    if (lookup.state === "known")
      return { kind: "model", id, entry: session.facts.laid(lookup.entry), beside: null };
    const lack = lookup.state === "failed" ? "refused" : session.facts.isReading(id) ? "reading" : "unread";
    return { kind: "model", id, entry: null, beside: null, why: session.whyUnknown(id, lookup), lack };
  });
}

async function childrenByRelation(session: Session, of: ModelEntry, from: Source): Promise<FamilyNode[]> {
  const entry = from === "hub" ? await session.withChildren(of) : await storedOr(session, of);
  if (entry.childrenAt === null) {
    return [
      { kind: "note", text: t`The children have not been read yet. Use Refresh when the Hub is available.` },
    ];
  }
  const counts: RelationCounts = entry.knownChildren;
  const rows = relations.flatMap(relation => {
    const n = counts[relation] ?? 0;
    return n === 0 ? [] : [{ kind: "relation", id: of.model.id, relation, count: n } as const];
  });
  return rows.length === 0
    ? [{ kind: "note", text: t`No model on the Hub names this model as a parent.` }]
    : rows;
}

/** Whether a row stands for something that was not read. */
function isLacking(row: FamilyNode): boolean {
  return row.kind === "note" || (row.kind === "model" && row.lack !== undefined);
}

/** Everything visible in the rows, as comparable text. */
function drawn(rows: readonly FamilyNode[]): string {
  return JSON.stringify(rows.map(treeItem));
}

/** Distinguishes a row from its siblings. */
function step(row: FamilyNode): string {
  if (row.kind === "note") return `${row.kind} ${row.text}`;
  return row.kind === "relation" ? `${row.kind} ${row.relation}` : `${row.kind} ${row.id}`;
}

function treeItem(node: FamilyNode): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case "focus": {
      const item = new vscode.TreeItem(node.id, Expanded);
      item.iconPath = new vscode.ThemeIcon("star-full");
      item.contextValue = "model";
      const { differences = [] } = node;
      if (differences.length > 0) {
        item.description = t`this card differs: ${differences.map(({ what }) => phrase(what)).join(", ")}`;
        item.tooltip = [node.id, ...differencesInWords(differences)].join("\n");
      }
      return item;
    }
    case "draft": {
      const item = new vscode.TreeItem(node.id, Expanded);
      item.iconPath = new vscode.ThemeIcon("edit");
      item.contextValue = "draft";
      item.description = t`draft, not on the Hub`;
      return item;
    }
    case "parents": {
      const n = node.of.parents.length;
      const item = new vscode.TreeItem(t`Parents (${n})`, n === 0 ? None : Expanded);
      item.iconPath = new vscode.ThemeIcon("arrow-left");
      return item;
    }
    case "children": {
      const n = childrenKnown(node.of);
      const item = new vscode.TreeItem(n === null ? t`Children` : t`Children (${grouped(n)})`, Collapsed);
      item.iconPath = new vscode.ThemeIcon("arrow-right");
      return item;
    }
    case "relation": {
      const item = new vscode.TreeItem(relationLabel(node.relation), Collapsed);
      item.description = grouped(node.count);
      item.iconPath = new vscode.ThemeIcon(relationIcons[node.relation]);
      return item;
    }
    case "model":
      return modelItem(node);
    case "more": {
      const item = new vscode.TreeItem(
        t`Show ${Math.min(node.left, pageSize)} more of ${grouped(node.left)}`,
        None,
      );
      item.iconPath = new vscode.ThemeIcon("ellipsis");
      item.command = { command: "hubLineage.loadMore", title: t`Show More Children`, arguments: [node] };
      return item;
    }
    case "note":
      return new vscode.TreeItem(node.text, None);
  }
}

function modelItem(node: FamilyNode & { readonly kind: "model" }): vscode.TreeItem {
  const leaf = node.entry !== null && node.entry.parents.length === 0 && childrenKnown(node.entry) === 0;
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(node.id, leaf ? None : Collapsed);
  item.contextValue = "model";
  const model = node.entry?.model;
  const relation = node.entry?.parents[0]?.relation ?? "unknown";
  item.iconPath = new vscode.ThemeIcon(
    node.entry === null ? lackIcons[node.lack ?? "unread"] : relationIcons[relation],
  );
  const changed = model && node.beside ? mutations(node.beside, model) : [];
  const license = model == null ? null : licenseText(model);
  const own = node.left ? t`its open card names another parent` : (license ?? "");
  item.description = node.why ?? (changed.length > 0 ? changed.join(" · ") : own);
  item.tooltip = [
    node.id,
    ...(license ? [t`license: ${license}`] : []),
    ...changed,
    ...(model?.downloads == null
      ? []
      : [t`${compact(model.downloads)} ${nounFor(model.downloads, "download")} a month`]),
    ...(model?.likes == null ? [] : [count(model.likes, "like", "likes")]),
  ].join("\n");
  return item;
}

function relationLabel(relation: Relation): string {
  return relation === "unknown" ? t`relation not stated` : phrase(relation);
}
