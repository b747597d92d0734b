// The notices of what the package holds of others: which packages esbuild took into the bundles, with their licenses.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Packages that are in the package without being bundled: the WebAssembly of one, lists taken from two, and one whose steps our reader
 * of YAML follows.
 */
export const besides = ["sql.js", "js-yaml", "@huggingface/languages", "@huggingface/tasks"];
/** Packages whose publishers left the license's text out of the npm package: where it stands instead. */
const toolkit = "node_modules/@vscode/webview-ui-toolkit/LICENSE";
const elsewhere = new Map([
  // MIT by Microsoft, as the toolkit that brings them, whose NOTICES say so.
  ["@microsoft/fast-element", toolkit],
  ["@microsoft/fast-foundation", toolkit],
  ["@microsoft/fast-web-utilities", toolkit],
]);

const line = "-".repeat(80);

/** The files of which something is in the outputs of esbuild, by its metafiles. */
export function bundledInputs(metafiles) {
  const outputs = metafiles.flatMap(({ outputs }) => Object.values(outputs));
  const inputs = outputs.flatMap(({ inputs }) => Object.entries(inputs));
  return [
    ...new Set(inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []))),
  ].sort();
}

/** The folders of the packages that have a part in the outputs of esbuild, by its metafiles. */
export function bundledFolders(metafiles) {
  const folders = bundledInputs(metafiles).flatMap(
    path => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  return [...new Set([...folders, ...besides.map(name => `node_modules/${name}`)])].sort();
}

/** One text with the name, version and license of each package, those with the same text together; throws where one has none. */
export function noticesOf(root, folders) {
  const byText = new Map();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const text = licenseText(root, folder, name);
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const parts = [...byText].map(([text, titles]) => `${titles.join("\n")}\n\n${text}`);
  const intro = "Hub Lineage contains these packages of others, each under its own license.";
  return `${[intro, ...parts].join(`\n\n${line}\n\n`)}\n`;
}

function licenseText(root, folder, name) {
  const files = readdirSync(join(root, folder)).filter(file =>
    /^(?:licen[cs]e|copying|copyright|notice(?:\.|$))/i.test(file),
  );
  const texts = files.sort().map(file => readFileSync(join(root, folder, file), "utf8").trim());
  const other = elsewhere.get(name);
  if (texts.length === 0 && other !== undefined && existsSync(join(root, other)))
    texts.push(readFileSync(join(root, other), "utf8").trim());
  if (texts.length === 0)
    throw new Error(`${folder} has no license file. Name the file that has its text in notices.mjs.`);
  return texts.join("\n\n").replaceAll("\r\n", "\n");
}
