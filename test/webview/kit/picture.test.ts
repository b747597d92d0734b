import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { familyOf, type Link, readyView, recordedFamily } from "../family/written-families";
import { type OpenView, type Pages, startPages } from "./page";

let pages: Pages;

before(async () => {
  pages = await startPages();
});
after(() => pages.close());

const textOf = async (view: OpenView) =>
  new TextDecoder().decode(Uint8Array.from((await view.ask("picture", "svg")) as number[]));

/** An SVG as a browser reads it: what is wrong with it, and how many elements of each name and which texts it has. */
const readSvg = ({ page }: OpenView, svg: string) =>
  page.evaluate(text => {
    const read = new DOMParser().parseFromString(text, "image/svg+xml");
    const names = [...read.querySelectorAll("*")].map(({ localName }) => localName);
    return {
      wrong: read.querySelector("parsererror")?.textContent ?? "",
      names: [...new Set(names)].sort(),
      paths: read.querySelectorAll("path").length,
      texts: [...read.querySelectorAll("text")].map(one => one.textContent),
    };
  }, svg);

test("the tree is saved as SVG with its names, shapes, lines and legend, and nothing that runs", async () => {
  const view = await pages.open(readyView(recordedFamily("bigscience__bloom-560m", "bigscience/bloom-560m")));
  await view.page.locator("canvas[data-detail]").waitFor();
  const { wrong, names, paths, texts } = await readSvg(view, await textOf(view));
  assert.equal(wrong, "");
  assert.deepEqual(names, ["path", "rect", "svg", "text", "title"]);
  assert.ok(paths > 20, `${paths} paths`);
  assert.ok(texts.includes("bloom-560m"), "the model in the middle has its name");
  assert.ok(
    texts.some(text => text?.includes("bigscience-bloom-rail-1.0")),
    "the legend names the license",
  );
  const png = Uint8Array.from((await view.ask("picture", "png")) as number[]);
  assert.deepEqual([...png.slice(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  assert.deepEqual(await view.breaches(), []);
  await view.close();
});

test("strange names are text in the SVG, and the table has no picture", async () => {
  const strange = 'a/<script>alert(1)</script>"&\u202e\u0000';
  const links: Link[] = [[strange, "finetune", "a/root"]];
  const view = await pages.open(readyView(familyOf("a/root", links)));
  await view.page.locator("canvas[data-detail]").waitFor();
  const { wrong, names, texts } = await readSvg(view, await textOf(view));
  assert.equal(wrong, "");
  assert.ok(!names.includes("script"));
  assert.ok(
    texts.some(text => text?.startsWith("<script>")),
    texts.join("\n"),
  );
  await view.page.getByRole("tab", { name: "Table" }).click();
  assert.equal(await view.ask("picture", "svg"), null);
  assert.deepEqual(await view.breaches(), []);
  await view.close();
});
