import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { analyses } from "../src/analyses/list";
import { staleDocs } from "./docs/generated-docs";
import { deadLinks, deadNames } from "./house/dead-links";
import { fullFolders, sharedFileNames, unusedExceptions } from "./house/folders";
import * as idioms from "./house/idioms";
import { importCycles, importsOf, pureFolders, trespasses, unusedLeave } from "./house/imports";
import { longFiles, longFunctions } from "./house/limits";
import { commandsUsed, firstArguments, literalsOf, readManifest, whenNames } from "./house/manifest";
import { ignoreLines, packedBytes, packedFiles } from "./house/package-list";
import { assertNone, isThere, pathsBelow, readText, sourcesBelow } from "./house/source-tree";
import { textKeys } from "./house/text-keys";
import { controlsFile, strayTags, tagsOf } from "./house/toolkit-tags";

const product = sourcesBelow("src", "webview");
const tests = sourcesBelow("test");
const everything = [...product, ...tests];
const paths = [...pathsBelow("src", "webview", "test"), "esbuild.mjs"];
/** The documents and programs beside the folders. */
const topDocuments = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"];
const topPrograms = [
  "cli-files.mjs",
  "docs.mjs",
  "icon.mjs",
  "notices.mjs",
  "prepare.mjs",
  "vocabulary.mjs",
  "biome.jsonc",
];
const manifest = readManifest();
const { contributes } = manifest;
const hostSources = product.filter(
  ({ path }) => path.startsWith("src/vscode/") || path === "src/extension.ts",
);
const hostLiterals = literalsOf(hostSources);

/** Both sides of an agreement, each told what only the other has. */
function assertAgree(
  code: Iterable<string>,
  declared: Iterable<string>,
  onlyCode: string,
  onlyDeclared: string,
): void {
  const [left, right] = [new Set(code), new Set(declared)];
  assert.deepEqual(
    [...left].filter(name => !right.has(name)),
    [],
    onlyCode,
  );
  assert.deepEqual(
    [...right].filter(name => !left.has(name)),
    [],
    onlyDeclared,
  );
}

function assertAllIn(names: Iterable<string>, known: ReadonlySet<string>, advice: string): void {
  assert.deepEqual(
    [...names].filter(name => !known.has(name)),
    [],
    advice,
  );
}

describe("limits", () => {
  it("has files of at most 400 lines, and an extension.ts of at most 40", () => {
    assertNone(longFiles(paths.filter(path => /\.(ts|mjs|css)$/.test(path))));
  });
  it("has functions of at most 80 lines", () => assertNone(longFunctions(everything)));
  it("names its files in kebab-case", () => assertNone(idioms.oddNames(paths)));
  it("has at most 24 files in a folder", () => assertNone(fullFolders(paths)));
  it("gives each file a name of its own", () => assertNone(sharedFileNames(paths)));
  it("makes no exception that nothing needs", () => {
    assert.deepEqual(unusedExceptions(paths), [], "take these out of test/house/folders.ts");
  });
});

describe("imports", () => {
  it("stay inside the table of test/house/imports.ts", () => assertNone(trespasses(importsOf(product))));
  it("make no loops", () => {
    const advice = "move what both files need into a third one";
    assert.deepEqual(
      [...importCycles(importsOf(product)), ...importCycles(importsOf(everything))],
      [],
      advice,
    );
  });
  it("need all that the tables of test/house/imports.ts allow", () => {
    assert.deepEqual(unusedLeave(importsOf(product)), [], "take these out of test/house/imports.ts");
  });
  it("go to the file where a name lives", () => assertNone(idioms.barrels(everything)));
  it("run nothing outside the entries", () => assertNone(idioms.importEffects(product)));
});

describe("idioms", () => {
  it("has no default exports", () => assertNone(idioms.defaultExports(everything)));
  it("exports nothing that can be assigned to", () => assertNone(idioms.exportedLets(everything)));
  it("has no any, no non-null assertion and no silenced check", () =>
    assertNone(idioms.looseTypes(everything)));
  it("changes nothing inside a package", () => {
    // The YAML package refuses what the Hub reads and offers no way to tell it; the test against js-yaml fails with a version
    // of other insides.
    const known = "src/card/front-matter/lenient-lexer.ts";
    assertNone(idioms.changedPackages(product.filter(({ path }) => path !== known)));
  });
  it("names the toolkit's elements in one file", () => {
    const files = pathsBelow("webview", "test/webview", "test/integration", "test/bench");
    const texts = files.map(path => ({ path, text: readText(path) }));
    assertNone(strayTags(texts, tagsOf(readText(controlsFile))));
  });
  it("looks no text up in the prototype of an object", () => assertNone(textKeys(product)));
  it("writes to the console in tests only", () => assertNone(idioms.consoles(product)));
  it("keeps clocks and chance out of the core", () => {
    const core = product.filter(({ path }) =>
      [...pureFolders, "src/app"].some(folder => path.startsWith(`${folder}/`)),
    );
    assertNone(idioms.chances(core));
  });
  it("says of every export what it means", () => assertNone(idioms.silentExports(everything)));
});

describe("the manifest and the code", () => {
  const commands = contributes.commands.map(({ command }) => command);
  const views = Object.values(contributes.views).flat();

  it("have the same commands", () => {
    const registered = [...firstArguments(hostSources, ["command", "registerCommand"])].map(name =>
      name.startsWith("hubLineage.") ? name : `hubLineage.${name}`,
    );
    assertAgree(
      registered,
      commands,
      "registered in src/vscode and not in package.json: contribute them",
      "in package.json and not registered: register them in src/vscode/commands.ts, or remove them",
    );
  });
  it("use only commands that exist", () => {
    const menus = Object.values(contributes.menus).flatMap(entries => entries.map(({ command }) => command));
    const links = contributes.viewsWelcome?.flatMap(({ contents }) =>
      [...contents.matchAll(/command:([\w.]+)/g)].map(([, command]) => command ?? ""),
    );
    const used = [...commandsUsed(product), ...menus, ...(links ?? [])];
    assertAllIn(used, new Set(commands), "used and not contributed: fix the ID, or contribute the command");
  });
  it("have the same settings", () => {
    const config = product.filter(({ path }) => path === "src/vscode/config.ts");
    const read = [...firstArguments(config, ["read", "get", "inspect"])].map(key => `hubLineage.${key}`);
    assertAgree(
      read,
      Object.keys(contributes.configuration.properties),
      "read in src/vscode/config.ts and not in package.json: contribute them",
      "in package.json and read nowhere: read them in src/vscode/config.ts, or remove them",
    );
  });
  it("have the same views, panels and context keys", () => {
    const { keys, views: named, items } = whenNames(manifest);
    const ids = views.map(({ id }) => id);
    assertAllIn(ids, hostLiterals, "views that src/vscode never makes");
    const welcomed = contributes.viewsWelcome?.map(({ view }) => view) ?? [];
    assertAllIn(
      [...named, ...welcomed],
      new Set(ids),
      "views that a menu names and package.json does not contribute",
    );
    assertAllIn(keys, hostLiterals, "context keys that src/vscode never sets: menus with them never show");
    assertAllIn(items, hostLiterals, "viewItem values that no tree item has");
    const notebooks = contributes.notebooks.map(({ type }) => type);
    assertAllIn(notebooks, hostLiterals, "notebooks that src/vscode never reads");
    const opened =
      manifest.activationEvents?.flatMap(event => event.match(/(?<=^onNotebook:).*/) ?? []) ?? [];
    assert.deepEqual(
      opened,
      notebooks,
      "activation events for other notebooks than package.json contributes",
    );
    const panels =
      manifest.activationEvents?.flatMap(event => event.match(/(?<=^onWebviewPanel:).*/) ?? []) ?? [];
    assertAllIn(panels, hostLiterals, "webview panels that src/vscode never opens");
  });
  it("name pictures that exist", () => {
    const containers = Object.values(contributes.viewsContainers).flat();
    const icons = [manifest.icon, ...[...containers, ...views].map(({ icon }) => icon)];
    const files = icons.filter(icon => icon !== undefined && !icon.startsWith("$("));
    assert.deepEqual(
      files.filter(file => !isThere(file ?? "")),
      [],
      "pictures that package.json names and media/ lacks",
    );
  });
  it("pin every package to one version", () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const loose = all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    assert.deepEqual(loose, [], "write exact versions (npm install --save-exact)");
  });
});

describe("the rules of the lint", () => {
  const files = pathsBelow("src/card/rules").map(path => path.slice("src/card/rules/".length));
  const idOf = (file: string) => {
    const literals = [...literalsOf(product.filter(({ path }) => path === `src/card/rules/${file}`))];
    return literals.find(text => text.includes("/") && `${text.replace("/", "-")}.ts` === file);
  };
  const ids = files.flatMap(file => idOf(file) ?? []);

  it("are one file each, named area-what.ts, that holds the rule area/what", () => {
    assert.notEqual(files.length, 0, "src/card/rules is empty: the lint has no rule");
    const odd = files.filter(file => !idOf(file));
    assert.deepEqual(
      odd,
      [],
      "hold no rule whose id is their name with one / in it: rename the file or the rule",
    );
  });
  it("are listed in src/card/rules.ts", () => {
    const listed = importsOf(product.filter(({ path }) => path === "src/card/rules.ts"));
    const known = new Set(listed.map(({ specifier }) => `${specifier.split("/").at(-1)}.ts`));
    assertAllIn(files, known, "rules that never run: add them to src/card/rules.ts");
  });
  it("each have a card in test/fixtures/cards that says where they find something", () => {
    const cards = pathsBelow("test/fixtures/cards").map(readText).join("\n");
    assert.deepEqual(
      ids.filter(id => !cards.includes(id)),
      [],
      "rules without a fixture: add a card with their marker",
    );
  });
});

describe("the documents", () => {
  const documents = [...topDocuments, ...pathsBelow("docs").filter(path => path.endsWith(".md"))].map(
    path => ({
      path,
      text: isThere(path) ? readText(path) : "",
    }),
  );
  const textOf = (path: string) => documents.find(document => document.path === path)?.text ?? "";
  const rowsOf = (path: string) =>
    textOf(path)
      .split("\n")
      .filter(line => line.startsWith("|"));

  it("exist", () => {
    const advice = "write them: a newcomer begins with these";
    assert.deepEqual(
      topDocuments.filter(path => textOf(path) === ""),
      [],
      advice,
    );
  });
  it("begin with a README of at most 120 lines", () => {
    const lines = textOf("README.md").split("\n").length - 1;
    assert.ok(lines <= 120, `README.md has ${lines} lines: move details into docs/`);
  });
  it("are what the code and the manifest give", () => assert.deepEqual(staleDocs(), [], "run npm run docs"));
  it("link to what is there", () => assertNone(deadLinks(documents, isThere)));
  it("name files that are there", () => assertNone(deadNames(documents, [...paths, ...topPrograms])));
  it("have a row for every setting, with its default", () => {
    const settings = Object.entries(contributes.configuration.properties);
    const wrong = settings.filter(([key, setting]) => {
      const row = rowsOf("docs/settings.md").find(line => line.includes(`\`${key}\``));
      return !row?.includes(`\`${JSON.stringify(setting.default)}\``);
    });
    const wanted = wrong.map(
      ([key, setting]) => `| \`${key}\` | \`${JSON.stringify(setting.default)}\` | … |`,
    );
    assert.deepEqual(wanted, [], "rows that docs/settings.md lacks or has with another default");
  });
  it("have a row for every command", () => {
    const titles = contributes.commands.map(({ category, title }) => `${category}: ${title}`);
    const lacking = titles.filter(title => !rowsOf("docs/commands.md").some(row => row.includes(title)));
    assert.deepEqual(lacking, [], "commands that the table of docs/commands.md lacks");
  });
  it("have a row and a page for every rule", () => {
    const ids = pathsBelow("src/card/rules").map(path => path.slice("src/card/rules/".length, -".ts".length));
    const rows = rowsOf("docs/rules.md").flatMap(
      line => /^\| \[`([a-z-]+)\/([a-z-]+)`\]/.exec(line)?.slice(1).join("-") ?? [],
    );
    const pages = pathsBelow("docs/rules").map(path => path.slice("docs/rules/".length, -".md".length));
    assertAgree(ids, rows, "rules that docs/rules.md lacks", "rows of docs/rules.md for rules that are gone");
    assertAgree(ids, pages, "rules without a page in docs/rules", "pages of rules that are gone");
  });
  it("have a section for every analysis", () => {
    const commands = [...textOf("docs/analyses.md").matchAll(/^`hub-lineage analyze ([\w-]+)`$/gm)];
    assert.deepEqual(
      commands.map(([, id]) => id),
      analyses.map(({ id }) => id),
    );
  });
  it("name no setting that does not exist", () => {
    const known = new Set([
      ...Object.keys(contributes.configuration.properties),
      ...contributes.commands.map(c => c.command),
    ]);
    for (const { path, text } of documents) {
      const named = [...text.matchAll(/`(hubLineage\.[\w.]+)`/g)].map(([, key]) => key ?? "");
      assertAllIn(named, known, `${path} names what package.json does not have`);
    }
  });
});

describe("the package", () => {
  it("holds what .vscodeignore names and nothing else", () => {
    const [first, ...rest] = ignoreLines();
    assert.equal(first, "**", ".vscodeignore must begin with ** so that it is an allow-list");
    const wanted = new Set(packedFiles.map(path => `!${path}`));
    assert.deepEqual(
      [...rest].sort(),
      [...wanted].sort(),
      "the allow-list and test/house/package-list.ts differ",
    );
  });
  it("has every file", () => {
    const advice = "missing: run npm run build for dist/, write the others";
    assert.deepEqual(
      packedFiles.filter(path => !isThere(path)),
      [],
      advice,
    );
  });
  it("takes at most 1.5 MB deflated", async () => {
    const bytes = await packedBytes(packedFiles.filter(isThere));
    assert.ok(
      bytes <= 1_500_000,
      `${bytes} bytes: find the largest bundle with npm run build and take weight out`,
    );
  });
});
