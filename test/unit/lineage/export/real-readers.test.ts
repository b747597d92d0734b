import assert from "node:assert/strict";
import { test } from "node:test";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { parse as parseCsv } from "csv-parse/sync";
import MarkdownIt from "markdown-it";
import { marked, type Token } from "marked";
import { SaxesParser } from "saxes";
import { queryToMarkdown } from "../../../../src/app/index/query-text";
import { rowsToCsv } from "../../../../src/lineage/export/csv-writer";
import { familyToCyclonedx } from "../../../../src/lineage/export/cyclonedx";
import { familyToDot } from "../../../../src/lineage/export/dot";
import { familyToGraphml } from "../../../../src/lineage/export/graphml";
import { familyToJson } from "../../../../src/lineage/export/json";
import { familyToMarkdown } from "../../../../src/lineage/export/markdown";
import { familyRows } from "../../../../src/lineage/family-rows";
import { isRepoId } from "../../../../src/lineage/repo-id";
import { showable } from "../../../../src/lineage/showable";
import { markdownText } from "../../../../src/vscode/card/markdown-text";
import { hostileFamily, hostileTexts, oneLine } from "./hostile-family";

const family = hostileFamily();
const outside = family.missing;

/** What an XML reader finds: the number of elements by name, and the text of each element without elements of its own. */
function readXml(xml: string) {
  const counts = new Map<string, number>();
  const texts: { readonly name: string; readonly key: string; text: string }[] = [];
  let open: (typeof texts)[number] | null = null;
  const parser = new SaxesParser();
  parser.on("error", error => assert.fail(error));
  parser.on("opentag", ({ name, attributes }) => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    open = { name, key: String(attributes.key ?? attributes.class), text: "" };
    texts.push(open);
  });
  parser.on("closetag", () => {
    open = null;
  });
  parser.on("text", text => {
    if (open) open.text += text;
  });
  parser.write(xml).close();
  return { counts, texts };
}

test("Graphviz shows every name and license as it was put in, and draws the nodes and edges that there are", async () => {
  const graphviz = await Graphviz.load();
  const { texts, counts } = readXml(graphviz.dot(familyToDot(family), "svg"));
  const of = (kind: string) => texts.filter(({ name, key }) => name === "g" && key === kind).length;
  assert.deepEqual([of("node"), of("edge")], [family.models.length + outside.length, family.edges.length]);
  assert.deepEqual([counts.get("a"), counts.get("image")], [undefined, undefined]);
  const plain = (text: string) => text.replaceAll("\u00a0", " ").trim();
  const shown = texts.filter(({ name }) => name === "text").map(({ text }) => plain(text));
  const put = family.models.flatMap(({ id, license }) => (license ? [id, showable(license)] : [id]));
  const relations = family.edges.map(({ relation }) => relation);
  assert.deepEqual(shown.sort(), [...put, ...outside.map(showable), ...relations].map(plain).sort());
});

test("an XML reader finds GraphML's nodes, edges, and texts, and numbers that are numbers", () => {
  const { counts, texts: found } = readXml(familyToGraphml(family));
  const data = found.filter(({ name }) => name === "data");
  assert.equal(counts.get("node"), family.models.length + outside.length);
  assert.equal(counts.get("edge"), family.edges.length);
  const licenses = new Set(data.filter(({ key }) => key === "license").map(({ text }) => text));
  const xmlText = (text: string) =>
    text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd");
  for (const text of hostileTexts.filter(text => text.trim() !== ""))
    assert.ok(licenses.has(xmlText(text)), JSON.stringify(text));
  for (const { key, text } of data)
    if (["downloads", "likes", "parameters"].includes(key)) assert.match(text, /^-?\d{1,16}$/);
});

test("a CSV reader finds the rows and columns that there are; formulas have an apostrophe, and numbers stay numbers", () => {
  const table = familyRows(family);
  const read = parseCsv(rowsToCsv(table), { relaxColumnCount: false }) as string[][];
  assert.equal(read.length, table.rows.length + 1);
  const cells = [table.columns, ...table.rows];
  for (const [at, row] of read.entries())
    for (const [column, text] of row.entries()) {
      const value = cells[at]?.[column] ?? "";
      // A file in UTF-8 has no lone surrogates.
      const put = typeof value === "string" ? Buffer.from(value).toString() : value;
      assert.ok(text === String(put) || (typeof put === "string" && text === `'${put}`), text);
      if (typeof put === "string")
        assert.doesNotMatch(text.normalize("NFKC"), /^[\s\p{C}]*[=+\-@]|^[\t\r\n]/u);
    }
  const alone = rowsToCsv({ columns: ["=x"], rows: [[null], [""], [-1], [-0.5], [1e21]] });
  assert.deepEqual(parseCsv(alone), [["'=x"], [""], [""], ["-1"], ["-0.5"], ["1e+21"]]);
});

/** The cells of every table row that marked reads, as texts, and the kinds of tokens outside of text. */
function markedCells(markdown: string): { readonly rows: string[][]; readonly kinds: Set<string> } {
  const kinds = new Set<string>();
  const textOf = (tokens: readonly Token[]): string =>
    tokens
      .map(token => {
        if (token.type !== "text" && token.type !== "escape") kinds.add(token.type);
        if ("tokens" in token && token.tokens) return textOf(token.tokens);
        return token.type === "codespan" || token.type === "escape" ? token.text : decoded(token.raw);
      })
      .join("");
  const rows: string[][] = [];
  for (const token of marked.lexer(markdown)) {
    if (token.type !== "table") continue;
    for (const row of token.rows as { tokens: Token[] }[][]) rows.push(row.map(cell => textOf(cell.tokens)));
  }
  return { rows, kinds };
}

function decoded(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

const linking = new MarkdownIt({ html: true, linkify: true });

/** The cells that markdown-it reads, with its own links of bare addresses switched on, and the kinds of tokens in them. */
function markdownItCells(markdown: string): { readonly rows: string[][]; readonly kinds: Set<string> } {
  const kinds = new Set<string>();
  const rows: string[][] = [];
  const tokens = linking.parse(markdown, {});
  for (const [at, token] of tokens.entries()) {
    if (token.type === "tr_open") rows.push([]);
    if (token.type !== "inline" || !/^t[hd]_open$/.test(tokens[at - 1]?.type ?? "")) continue;
    for (const child of token.children ?? []) kinds.add(child.type);
    rows.at(-1)?.push((token.children ?? []).map(child => child.content).join(""));
  }
  return { rows: rows.slice(1), kinds };
}

const shownInMarkdown = (text: string) => oneLine(showable(oneLine(text)));

test("Markdown readers show a query's texts as they are, in the cells that there are, and link none of them", () => {
  const rows = hostileTexts.map((text, at) => [at, text, text]);
  const columns = ["n", "https://evil.example", "=x|y"];
  const markdown = queryToMarkdown({ columns, rows, truncated: false });
  for (const { rows: read, kinds } of [markedCells(markdown), markdownItCells(markdown)]) {
    assert.equal(read.length, rows.length);
    for (const [at, text] of hostileTexts.entries()) {
      const expected = shownInMarkdown(text);
      assert.deepEqual(read[at]?.map(oneLine), [String(at), expected, expected]);
    }
    assert.deepEqual([...kinds].sort(), kinds.has("codespan") ? ["codespan"] : ["code_inline", "text"]);
  }
});

test("Markdown readers find in a lineage section only links to valid models", () => {
  for (const [at, text] of hostileTexts.entries()) {
    const markdown = familyToMarkdown({ ...family, root: `o/m${at}` });
    const links = linking
      .parse(markdown, {})
      .flatMap(({ children }) => children ?? [])
      .filter(({ type }) => type === "link_open")
      .map(token => String(token.attrGet("href")));
    for (const link of links)
      assert.ok(isRepoId(link.replace("https://huggingface.co/", "")), `${text} became the link ${link}`);
    const read = markedCells(markdown);
    assert.deepEqual(
      [...read.kinds].filter(kind => !["link", "codespan"].includes(kind)),
      [],
    );
    assert.ok(!JSON.stringify(marked.lexer(markdown)).includes('"type":"html"'), text);
    const own = read.rows.at(-1);
    assert.equal(own?.length, 6);
    if (text.trim() !== "") assert.equal(oneLine(own?.[2] ?? ""), shownInMarkdown(text));
  }
});

test("a hover shows texts as they are, without links, images, or HTML", () => {
  for (const text of hostileTexts) {
    const tokens = marked.lexer(`| ${markdownText(text)} |\n|---|\n| x |\n`);
    const [table] = tokens;
    assert.ok(table?.type === "table" && tokens.length === 1, text);
    const { header } = table as unknown as { header: { tokens: Token[] }[] };
    assert.equal(header.length, 1);
    const kinds = header[0]?.tokens.map(({ type }) => type) ?? [];
    assert.ok(
      kinds.every(kind => kind === "text"),
      `${text}: ${kinds.join()}`,
    );
    assert.equal(
      oneLine(decoded(header[0]?.tokens.map(({ raw }) => raw).join("") ?? "")),
      shownInMarkdown(text),
    );
  }
});

test("JSON and CycloneDX hold the texts as they were put in, except for lone surrogates in addresses", () => {
  const json = JSON.parse(familyToJson(family)) as { models: { license: string; datasets: string[] }[] };
  assert.deepEqual(
    json.models.map(({ license }) => license),
    hostileTexts,
  );
  const bom = JSON.parse(familyToCyclonedx(family)) as {
    components: { licenses: { license: { name?: string } }[]; externalReferences: { url: string }[] }[];
  };
  assert.deepEqual(
    bom.components.map(({ licenses }) => licenses[0]?.license.name),
    hostileTexts.slice(1),
  );
  for (const { externalReferences } of bom.components)
    for (const { url } of externalReferences) assert.equal(new URL(url).origin, "https://huggingface.co");
});
