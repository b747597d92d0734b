import assert from "node:assert/strict";
import { describe, it } from "node:test";
import ts from "typescript";
import { deadLinks, deadNames } from "./dead-links";
import { fullFolders, sharedFileNames, unusedExceptions } from "./folders";
import * as idioms from "./idioms";
import { importCycles, importsOf, trespasses, unusedLeave } from "./imports";
import { longFunctions } from "./limits";
import { firstArguments } from "./manifest";
import type { Source } from "./source-tree";
import { textKeys } from "./text-keys";
import { strayTags, tagsOf } from "./toolkit-tags";

function source(path: string, text: string): Source {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
}

function finds(check: (sources: readonly Source[]) => readonly unknown[], text: string): boolean {
  return check([source("src/app/sample.ts", text)]).length > 0;
}

describe("the programs behind the rules of the house", () => {
  const cases: [string, (sources: readonly Source[]) => readonly unknown[], string, string][] = [
    ["barrels", idioms.barrels, 'export { a } from "./a";', 'import { a } from "./a"; export const b = a;'],
    ["default exports", idioms.defaultExports, "export default function f() {}", "export function f() {}"],
    ["default values", idioms.defaultExports, "export default 3;", "export const three = 3;"],
    ["exported lets", idioms.exportedLets, "export let a = 1;", "let a = 1; export const b = a;"],
    ["effects", idioms.importEffects, "start();", "export function start() { go(); }"],
    ["any", idioms.looseTypes, "const a = b as any;", "const any = 1;"],
    ["non-null", idioms.looseTypes, "const a = b!.c;", "const a = !b;"],
    ["casts", idioms.looseTypes, "const a = list[0] as number;", "const a = list[0] ?? 0;"],
    ["silenced", idioms.looseTypes, "// @ts-ignore\nconst a = 1;", 'const a = "@ts-ignore";'],
    [
      "private members",
      idioms.changedPackages,
      'import { A } from "a"; const b = new A(); Object.assign(b, { c: 1 });',
      'import { A } from "./a"; const b = new A(); Object.assign(b, { c: 1 });',
    ],
    [
      "brackets",
      idioms.changedPackages,
      'import { A } from "a"; const b = new A(); b["c"] = 1;',
      'import { A } from "a"; const b = new A(); b.c = 1;',
    ],
    [
      "prototypes",
      idioms.changedPackages,
      'import * as a from "a"; a.B.prototype.c = 1;',
      "class B {} B.prototype.c = 1;",
    ],
    ["console", idioms.consoles, 'console.log("a");', 'const a = "console.log";'],
    ["clock", idioms.chances, "const a = Date.now();", "const a = clock.now();"],
    ["new Date", idioms.chances, "const a = new Date();", "const a = new Date(0);"],
    ["docs", idioms.silentExports, "export const a = 1;", "/** Ones. */\nexport const a = 1;"],
    ["long", longFunctions, `function f() {${"\n;".repeat(81)}}`, `function f() {${"\n;".repeat(70)}}`],
  ];
  for (const [name, check, bad, good] of cases) {
    it(`finds and spares: ${name}`, () => {
      assert.equal(finds(check, bad), true, `does not find: ${bad.slice(0, 60)}`);
      assert.equal(finds(check, good), false, `takes for an offence: ${good.slice(0, 60)}`);
    });
  }

  it("finds texts looked up in objects, whatever file their types come from", () => {
    const types = source(
      "src/app/b.ts",
      `export interface B { readonly rows?: Readonly<Record<string, () => void>>; readonly list: readonly string[] }
      export const table: Readonly<Record<string, string>> = {};`,
    );
    const found = (text: string) =>
      textKeys([types, source("src/app/a.ts", `import { type B, table } from "./b"; ${text}`)]).length;
    assert.equal(found("const a = (key: string) => table[key];"), 1);
    assert.equal(found("const a = ({ rows }: B, key: string) => rows?.[key];"), 1);
    assert.equal(found("const a = (b: B, { key }: { key: string }) => b.rows![key + 1]?.();"), 1);
    assert.equal(found("const a = (own: Record<string, number>, key: string) => { own[key] = 1; };"), 1);
    assert.equal(found("const a = (key: string) => (Object.hasOwn(table, key) ? table[key] : null);"), 0);
    assert.equal(found("const a = (b: B, key: string) => (Object.hasOwn(b, key) ? table[key] : null);"), 1);
    assert.equal(found('const a = (key: "one" | "two") => table[key] ?? table.three ?? table["four"];'), 0);
    assert.equal(found("const a = ({ list }: B, at: number) => list[at];"), 0);
    assert.equal(found("const a = (map: ReadonlyMap<string, string>, key: string) => map.get(key);"), 0);
  });

  it("spares elements of typed arrays where loops read them, and nothing else", () => {
    const found = (path: string, text: string) => idioms.looseTypes([source(path, text)]).length;
    assert.equal(found("src/statistics/a.ts", "const a = list[at]!;"), 0);
    assert.equal(found("src/statistics/a.ts", "const a = list.at(0)!;"), 1);
    assert.equal(found("src/store/a.ts", "const a = list[at]!;"), 1);
  });

  it("knows who may import what", () => {
    const advice = (path: string, text: string) =>
      trespasses(importsOf([source(path, text)])).map(o => o.advice);
    assert.match(
      advice("src/lineage/a.ts", 'import { b } from "../licenses/b";').join(),
      /src\/lineage may not/,
    );
    assert.match(
      advice("src/card/a.ts", 'import * as vscode from "vscode";').join(),
      /belongs to src\/vscode/,
    );
    assert.match(
      advice("src/app/a.ts", 'const a = await import("node:fs");').join(),
      /belongs to src\/platform/,
    );
    assert.match(advice("src/app/a.ts", 'import fs from "fs";').join(), /write node:fs/);
    assert.match(advice("src/app/a.ts", 'import left from "left-pad";').join(), /left-pad/);
    assert.deepEqual(advice("src/licenses/a.ts", 'import type { b } from "../lineage/b";'), []);
    assert.deepEqual(advice("src/extension.ts", 'import { b } from "./hub/b";'), []);
    const view = (folder: string, of: string) =>
      advice(`webview/${folder}/a.ts`, `import { b } from "../${of}/b";`);
    assert.match(view("kit", "family").join(), /webview\/kit may not/);
    assert.match(view("drift", "table").join(), /webview\/drift may not/);
    assert.deepEqual(view("drift", "kit"), []);
    assert.deepEqual(view("family", "family/tree"), []);
    assert.match(view("family/tree", "../family").join(), /webview\/family\/tree may not/);
  });

  it("finds loops, those of types included", () => {
    const loop = (first: string) =>
      importCycles(
        importsOf([
          source("src/app/a.ts", first),
          source("src/app/b.ts", 'import { c } from "./c";'),
          source("src/app/c.ts", 'import { a } from "./a";'),
        ]),
      );
    const found = ["src/app/a.ts → src/app/b.ts → src/app/c.ts → src/app/a.ts"];
    assert.deepEqual(loop('import { b } from "./b";'), found);
    assert.deepEqual(loop('import type { b } from "./b";'), found);
    assert.deepEqual(loop('import { type b } from "./b";'), found);
    assert.deepEqual(loop('import { d } from "./d";'), []);
  });

  it("finds names of the toolkit's elements", () => {
    const tags = tagsOf('document.createElement("vscode-button")');
    const found = (path: string, text: string) => strayTags([{ path, text }], tags).length;
    assert.equal(found("webview/a.css", ".find vscode-text-field {"), 1);
    assert.equal(found("webview/a.css", "color: var(--vscode-foreground);"), 0);
    assert.equal(found("webview/kit/controls.ts", '"vscode-button"'), 0);
    assert.equal(found("test/webview/a.ts", 'locator("vscode-button")'), 1);
    assert.equal(found("test/webview/a.ts", '"vscode-light"'), 0);
  });

  it("counts the files of a folder, and spares lists", () => {
    const files = (folder: string, count: number) =>
      Array.from({ length: count }, (_, at) => `${folder}/file-${at}.ts`);
    assert.deepEqual(fullFolders(files("src/app", 24)), []);
    assert.equal(fullFolders(files("src/app", 25)).length, 1);
    assert.deepEqual(fullFolders(files("src/card/rules", 60)), []);
  });

  it("finds a name that stands for two files", () => {
    assert.equal(sharedFileNames(["src/app/words.ts", "webview/words.ts"]).length, 1);
    assert.deepEqual(
      sharedFileNames(["src/app/words.ts", "test/words.test.ts", "a/README.md", "b/README.md"]),
      [],
    );
  });

  it("finds exceptions that nothing needs", () => {
    assert.match(unusedExceptions([]).join(), /src\/card\/rules.*README\.md/);
    const sources = [source("src/lineage/a.ts", 'import { hierarchy } from "d3-hierarchy";')];
    const unused = unusedLeave(importsOf(sources)).join("\n");
    assert.match(unused, /src\/app imports nothing of src\/lineage/);
    assert.match(unused, /src\/lineage\/tree\/layout\.ts does not import d3-hierarchy/);
  });

  it("finds links of documents to files and headings that are gone", () => {
    const documents = [
      {
        path: "README.md",
        text: "[a](docs/a.md) [b](docs/a.md#the-part)\n[c](docs/gone.md) [d](https://e.org/f)",
      },
      {
        path: "docs/a.md",
        text: "## The part\n[a](#no-part)\n```\n## A line of code\n[b](gone.md)\n```\n`[c](gone.md)`",
      },
    ];
    const found = deadLinks(documents, path => documents.some(document => document.path === path));
    assert.deepEqual(
      found.map(({ path, line }) => [path, line]),
      [
        ["README.md", 2],
        ["docs/a.md", 2],
      ],
    );
  });

  it("finds names of files in documents that no file has", () => {
    const text = "`a.ts`, `src/app/a.ts`, `npm run docs`\n`app/b.ts`";
    assert.deepEqual(
      deadNames([{ path: "README.md", text }], ["src/app/a.ts"]).map(({ line }) => line),
      [2],
    );
  });

  it("reads the names that code registers", () => {
    const text = 'register.command<string>("one", f); command("two"); other("three"); command(four);';
    assert.deepEqual([...firstArguments([source("src/vscode/a.ts", text)], ["command"])].sort(), [
      "one",
      "two",
    ]);
  });
});
