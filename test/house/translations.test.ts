import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import ts from "typescript";
import { textKey } from "../../src/words/text-key";
import { type Offence, pathsBelow, readText } from "./source-tree";
import { englishOnly, spokenSources, textsInUse } from "./spoken-texts";
import { saidTooEarly, untranslated } from "./untranslated";

/** Parsed once for all tests. */
const sources = spokenSources();
const languages = ["de", "zh-cn"] as const;
const mostBytes = 120_000;

type Texts = Readonly<Record<string, string>>;

const textsOf = (path: string): Texts => JSON.parse(readText(path)) as Texts;
const bundles = languages.map(language => `l10n/bundle.l10n.${language}.json`);
const manifests = languages.map(language => `package.nls.${language}.json`);

function assertNone(offences: readonly Offence[]): void {
  assert.deepEqual(
    offences.map(({ path, line, advice }) => `${path}:${line} ${advice}`),
    [],
  );
}

/** The values that a text has places for, each once. */
function placesIn(text: string): string[] {
  return [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();
}

/** What of a text must be the same in every language: values, commands, settings, and code. */
function fixedIn(text: string): string[] {
  const links = [...text.matchAll(/\]\((command:[^)]*|https?:[^)]*)\)/g)].map(([, to = ""]) => to);
  return [
    ...placesIn(text),
    ...links,
    ...(text.match(/\$\([\w~-]+\)/g) ?? []),
    ...(text.match(/(?<!`)(`+)[^`]+\1(?!`)/g) ?? []),
  ].sort();
}

test("no text for a person bypasses the translations", () => {
  assertNone(untranslated(sources));
});

test("no text is translated before the language is known", () => {
  assertNone(saidTooEarly(sources));
});

test("what speaks English only is there, and says since when and why", () => {
  for (const [place, reason] of Object.entries(englishOnly)) {
    assert.match(reason, /^\d{4}-\d{2}-\d{2}: ./, place);
    assert.ok(
      pathsBelow("src").some(path => path === place || path.startsWith(`${place}/`)),
      `${place} is gone: drop it`,
    );
  }
});

test("each language has exactly the texts in use, none of them empty", () => {
  const used = textsInUse(sources);
  for (const path of bundles) {
    const texts = textsOf(path);
    const missing = [...used].filter(key => !Object.hasOwn(texts, key) || texts[key]?.trim() === "");
    assert.deepEqual(missing, [], `${path} lacks these: translate them`);
    const stale = Object.keys(texts).filter(key => !used.has(key));
    assert.deepEqual(stale, [], `${path} has these, which nothing says: drop them`);
  }
});

test("no two texts have one key in the dictionaries that are shipped", () => {
  const used = [...textsInUse(sources)];
  assert.equal(new Set(used.map(textKey)).size, used.length, "change one of the two texts");
});

test("a translation has the same values, links, icons, and code as the English text", () => {
  for (const path of bundles)
    for (const [key, text] of Object.entries(textsOf(path)))
      assert.deepEqual(fixedIn(text), fixedIn(key), `${path}: ${key}`);
  const english = textsOf("package.nls.json");
  for (const path of manifests)
    for (const [key, text] of Object.entries(textsOf(path)))
      assert.deepEqual(fixedIn(text), fixedIn(english[key] ?? ""), `${path}: ${key}`);
});

test("the manifest takes every text that VS Code shows from package.nls.json, which has no others", () => {
  const names =
    "title|shortTitle|displayName|label|contents|altText|description|userDescription|markdownDescription";
  const shown = new RegExp(
    `^(?:${names}|enumDescriptions|markdownEnumDescriptions|enumItemLabels|name|markdownDeprecationMessage)$`,
  );
  const used = new Set<string>();
  const plain: string[] = [];
  const visit = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const each of value) visit(each, name);
    else if (typeof value === "object" && value !== null)
      for (const [key, each] of Object.entries(value)) visit(each, key);
    else if (typeof value === "string" && shown.test(name)) {
      const key = /^%([\w.-]+)%$/.exec(value)?.[1];
      if (key !== undefined) used.add(key);
      else if (value !== "Hub Lineage") plain.push(`${name}: ${value}`);
    }
  };
  const { contributes, capabilities } = JSON.parse(readText("package.json")) as {
    contributes: { languageModelTools: Record<string, unknown>[] };
    capabilities: unknown;
  };
  const { languageModelTools, ...others } = contributes;
  visit(others, "");
  // The rest of a tool is for language models, among it its name and the schema of its input.
  for (const { displayName, userDescription } of languageModelTools)
    visit({ displayName, userDescription }, "");
  visit(capabilities, "");
  assert.deepEqual(plain, [], "move these to package.nls.json");
  for (const path of ["package.nls.json", ...manifests])
    assert.deepEqual(Object.keys(textsOf(path)).sort(), [...used].sort(), path);
});

test("all translations together stay small in the package", () => {
  const bytes = [...bundles, ...manifests].map(
    path => deflateRawSync(readText(path), { level: 9 }).byteLength,
  );
  const sum = bytes.reduce((all, each) => all + each, 0);
  assert.ok(sum < mostBytes, `${sum} bytes`);
});

/** What the rules say about a piece of code. */
function adviceOn(code: string): string[] {
  const path = "src/vscode/example.ts";
  const tree = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  const source = { path, text: code, tree };
  return [...untranslated([source]), ...saidTooEarly([source])].map(({ advice }) => advice);
}

test("a text in any call, property, or element that a person sees is found, also in a condition or a template", () => {
  for (const code of [
    'const say = () => vscode.window.showInformationMessage("Done");',
    'const say = () => new vscode.TreeItem("children");',
    'const say = () => text.appendMarkdown("**parents**");',
    'const say = () => html("p", {}, isEmpty ? "nothing" : "something");',
    "const say = () => setText(element, `${n} rows`);",
    'const say = () => button("run", "primary", act);',
    'const item = { label: "adapter", description: "" };',
    'const say = () => void (status.tooltip = "idle");',
    'const names = { lost: "lost in translation" };',
    'const say = () => new UserError(wrong ?? "broken");',
    "const early = t`Ready.`;",
    'const early = count(3, "model");',
  ])
    assert.notDeepEqual(adviceOn(code), [], code);
});

test("texts for programs and for the log are left alone, and so are texts that are translated", () => {
  for (const code of [
    'const say = () => log.info("index opened", n);',
    'const say = () => html("p", { class: "details" }, t`Value`);',
    'if (kind === "Possible conflict") act();',
    'const names = english({ lost: "lost in translation" });',
    "const say = () => setText(element, t`${n} rows`);",
    'import { act } from "Some Module";',
  ])
    assert.deepEqual(adviceOn(code), [], code);
});
