import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bareModel } from "../../../../src/lineage/model";
import type { ModelFamilyTree } from "../../../../src/vscode/family/model-family";
import { repoRoot } from "../../../harness/root";

type Tree = typeof ModelFamilyTree;

/** Facts without any open card. */
const facts = {
  laid: <T>(entry: T): T => entry,
  cards: [],
  differences: () => [],
  isReading: (id: string) => id === "o/read-now",
};

/** As much of VS Code as the tree uses. */
const fakeVsCode = `
  export class EventEmitter { listeners = []; event = listener => { this.listeners.push(listener); }; fire() { for (const one of this.listeners) one(); } }
  export class TreeItem { constructor(label, collapsibleState) { Object.assign(this, { label, collapsibleState }); } }
  export class ThemeIcon { constructor(id) { this.id = id; } }
  export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };`;

async function withTree(work: (tree: Tree) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-tree-"));
  try {
    const outfile = join(folder, "tree.cjs");
    const vscode = {
      name: "vscode",
      setup(build: import("esbuild").PluginBuild) {
        build.onResolve({ filter: /^vscode$/ }, ({ path }) => ({ path, namespace: "fake" }));
        build.onLoad({ filter: /./, namespace: "fake" }, () => ({ contents: fakeVsCode }));
      },
    };
    const entry = join(repoRoot(), "src/vscode/family/model-family.ts");
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: "node",
      format: "cjs",
      plugins: [vscode],
    });
    const { ModelFamilyTree } = (await import(pathToFileURL(outfile).href)) as { ModelFamilyTree: Tree };
    await work(ModelFamilyTree);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("comparing the rows with stored data sends no request, even if requests keep failing", () =>
  withTree(async ModelFamilyTree => {
    const entry = { model: bareModel("o/model"), parents: [], childrenAt: null, knownChildren: {} };
    let requests = 0;
    let redraws = 0;
    let changeState = (): void => undefined;
    const session = {
      facts,
      storedEntry: async () => ({ state: "known", entry }),
      entry: async () => ({ state: "known", entry }),
      withChildren: async () => {
        requests++;
        changeState();
        return entry;
      },
    };
    const tree = new ModelFamilyTree(async () => session as never);
    changeState = () => void tree.refresh();
    tree.onDidChangeTreeData(() => redraws++);
    tree.show({ kind: "focus", id: "o/model" });
    const [focus] = await tree.getChildren();
    const rows = await tree.getChildren(focus);
    const children = rows.find(row => row.kind === "children");
    assert.equal((await tree.getChildren(children))[0]?.kind, "note", "the list could not be read");
    for (let round = 0; round < 50; round++) await tree.refresh();
    for (let turn = 0; turn < 200; turn++) await new Promise(resolve => setImmediate(resolve));
    assert.equal(requests, 1, "only VS Code's own question may reach the Hub");
    assert.equal(redraws, 1, "nothing changed but the focus");
  }));

test("rows that were read once are there at once after a redraw, although the Hub does not answer", () =>
  withTree(async ModelFamilyTree => {
    const entry = { model: bareModel("o/model"), parents: [], childrenAt: 1, knownChildren: { adapter: 1 } };
    let isSilent = false;
    const onHub = async () => (isSilent ? new Promise<never>(() => undefined) : { state: "known", entry });
    const session = { facts, storedEntry: async () => ({ state: "known", entry }), entry: onHub };
    const tree = new ModelFamilyTree(async () => session as never);
    tree.show({ kind: "focus", id: "o/model" });
    const [focus] = await tree.getChildren();
    await tree.getChildren(focus);
    isSilent = true;
    const [again] = await tree.getChildren();
    const rows = await Promise.race([
      tree.getChildren(again),
      new Promise<null>(resolve => setImmediate(() => setImmediate(() => resolve(null)))),
    ]);
    assert.deepEqual(
      rows?.map(({ kind }) => kind),
      ["parents", "children"],
    );
  }));

test("the tree is redrawn when more becomes known about a row", () =>
  withTree(async ModelFamilyTree => {
    let license: string | null = null;
    const entry = () => ({
      model: { ...bareModel("o/parent"), license },
      parents: [],
      childrenAt: 1,
      knownChildren: {},
    });
    const session = { facts, index: { lookup: async () => [{ state: "known", entry: entry() }] } };
    let redraws = 0;
    const tree = new ModelFamilyTree(async () => session as never);
    tree.onDidChangeTreeData(() => redraws++);
    tree.show({ kind: "draft", id: "card", parents: ["o/parent"] } as never);
    const [draft] = await tree.getChildren();
    await tree.getChildren(draft);
    await tree.refresh();
    assert.equal(redraws, 1);
    license = "mit";
    await tree.refresh();
    assert.equal(redraws, 2);
  }));

test("only a parent that the Hub refused has a warning sign, not one that is being read or that nobody asked for", () =>
  withTree(async ModelFamilyTree => {
    const session = {
      facts,
      whyUnknown: () => "why",
      index: {
        lookup: async (ids: readonly string[]) =>
          ids.map(id => ({ state: id === "o/gone" ? "failed" : "unknown", reason: "missing", at: 1 })),
      },
    };
    const tree = new ModelFamilyTree(async () => session as never);
    tree.show({ kind: "draft", id: "card", parents: ["o/read-now", "o/unasked", "o/gone"] });
    const [draft] = await tree.getChildren();
    const rows = await tree.getChildren(draft);
    const icons = rows.map(row => (tree.getTreeItem(row).iconPath as { readonly id: string }).id);
    assert.deepEqual(icons, ["sync~spin", "question", "warning"]);
  }));
