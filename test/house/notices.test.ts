import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repoRoot } from "../harness/root";
import { readText } from "./source-tree";

interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const facts = (folder: string): PackageFacts => JSON.parse(readText(`${folder}/package.json`));
const inputs: readonly string[] = JSON.parse(readText("dist/bundled-inputs.json"));
const notices = readText("dist/third-party-notices.txt");
const parts = notices.split(`\n\n${"-".repeat(80)}\n\n`).slice(1);

/** The folders of the packages that the bundles hold, from the longest path: a package may have its own copy of another. */
const folders = new Set(
  inputs.flatMap(path => {
    const at = path.lastIndexOf("node_modules/");
    if (at < 0) return [];
    const [scope = "", name = ""] = path.slice(at + "node_modules/".length).split("/");
    return [`${path.slice(0, at)}node_modules/${scope.startsWith("@") ? `${scope}/${name}` : scope}`];
  }),
);

/** The packages that a part is about: the lines above its first blank one. */
const titlesOf = (part: string) => part.slice(0, part.indexOf("\n\n")).split("\n");

const partOf = ({ name, version }: PackageFacts) =>
  parts.find(part => titlesOf(part).some(title => title.startsWith(`${name} ${version} (`)));

test("every bundled package is in the notices, with the text of its license", () => {
  assert.ok(folders.size > 20, "the build says what it bundled");
  for (const folder of folders) {
    const part = partOf(facts(folder));
    assert.ok(part, `${folder} is missing: run npm run build, and look at notices.mjs`);
    assert.match(
      part,
      /Permission (?:is hereby granted|to use)|Redistribution and use|Apache License/,
      folder,
    );
    assert.match(part, /copyright/i, `${folder}: who holds the rights`);
    for (const file of readdirSync(join(repoRoot(), folder)).filter(name => /^licen[cs]e/i.test(name)))
      assert.ok(
        part.includes(readText(`${folder}/${file}`).trim().replaceAll("\r\n", "\n")),
        `${folder}/${file}`,
      );
  }
});

test("everything that package.json ships is in the notices, and so are the lists taken from other packages", () => {
  const { dependencies = {} } = facts(".");
  for (const name of [...Object.keys(dependencies), "@huggingface/tasks", "@huggingface/languages"])
    assert.ok(partOf(facts(`node_modules/${name}`)), name);
});

test("nothing else is in the notices, and nothing twice", () => {
  const besides = ["sql.js", "js-yaml", "@huggingface/languages", "@huggingface/tasks"].map(
    name => `node_modules/${name}`,
  );
  const wanted = [...new Set([...folders, ...besides])].map(folder => {
    const { name, version } = facts(folder);
    return `${name} ${version}`;
  });
  const named = parts.flatMap(titlesOf).map(title => title.slice(0, title.indexOf(" (")));
  assert.deepEqual(named.sort(), wanted.sort());
});
