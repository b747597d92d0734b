import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Family } from "../../../src/lineage/family";
import { cardFigure } from "../../../src/pictures/poster/card-figure";
import { posterSvg } from "../../../src/pictures/poster/poster";
import { sampled } from "../../harness/suites/long-runs";
import { familyOf, type Link, largeFamily, readyView, recordedFamily } from "../family/written-families";
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
  const bloom = readyView(recordedFamily("bigscience__bloom-560m", "bigscience/bloom-560m"));
  const view = await pages.open(bloom, { kept: { drawing: "tree" } });
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
  await view.page.locator(".row-face").first().waitFor();
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

/** Where the texts of an SVG stand as a browser draws it, and the size of the picture. */
const placesIn = ({ page }: OpenView, svg: string) =>
  page.evaluate(text => {
    const root = document.importNode(
      new DOMParser().parseFromString(text, "image/svg+xml").documentElement,
      true,
    );
    document.body.append(root);
    const frame = root.getBoundingClientRect();
    const texts = [...root.querySelectorAll("text")].map(one => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      const [x, y] = [left - frame.left, top - frame.top];
      return { words: one.textContent ?? "", x, y, right: x + right - left, bottom: y + bottom - top };
    });
    root.remove();
    return { width: frame.width, height: frame.height, texts };
  }, svg);

/** Texts that leave the picture, or lie on each other. */
function misplaced({ width, height, texts }: Awaited<ReturnType<typeof placesIn>>): string[] {
  const out = texts.filter(({ x, y, right, bottom }) => x < 0 || y < 0 || right > width || bottom > height);
  const over = texts.flatMap((a, at) =>
    texts
      .slice(at + 1)
      .filter(b => a.x < b.right - 1 && b.x < a.right - 1 && a.y < b.bottom - 5 && b.y < a.bottom - 5)
      .map(b => `${a.words} lies on ${b.words}`),
  );
  return [...out.map(({ words }) => `${words} leaves the picture`), ...over];
}

test("a saved picture of a narrow panel has its title, the whole legend, the date, and the source", async t => {
  const families = [
    { ...largeFamily(900), oldestAt: Date.UTC(2024, 6, 11) },
    recordedFamily("bigscience__bloom-560m", "bigscience/bloom-560m"),
  ];
  for (const family of families.slice(0, sampled(t, "families", 1, families.length))) {
    const answers = { source: { host: "huggingface.co", version: "9.8.7" } };
    const view = await pages.open(readyView(family), { width: 420, height: 700, answers });
    await view.page.locator(".row-face, canvas.picture[data-detail]").first().waitFor();
    const svg = await textOf(view);
    const places = await placesIn(view, svg);
    const words = places.texts.map(text => text.words);
    assert.equal(words.filter(each => each === `Family: ${family.root}`).length, 1, words.join(" | "));
    const legend = await view.page.locator(".legend bdi").allTextContents();
    for (const entry of legend)
      assert.ok(words.join(" ").includes(entry), `${entry} is not in the picture: ${words.join(" | ")}`);
    const date = family.oldestAt === null ? "Data date unknown" : "Data as of July 11, 2024";
    const foot = `${date} · Source: models on huggingface.co · Hub Lineage 9.8.7`;
    assert.ok(words.join(" ").endsWith(foot), words.join(" | "));
    const rim = places.texts.slice(-1 - legend.length);
    assert.deepEqual(misplaced({ ...places, texts: rim }), []);
    assert.equal(await view.page.locator(".for-picture").count(), 0);
    assert.deepEqual(await view.breaches(), []);
    await view.close();
  }
});

test("in a browser, no text of a poster or a card figure leaves the picture or lies on another", async t => {
  const long = `${"organization-".repeat(3)}/${"very-long-name-".repeat(5)}`;
  const odd = familyOf(
    long,
    [
      ["b/模型模型模型模型模型模型模型", "merge", long],
      ["c/mine", "finetune", "b/模型模型模型模型模型模型模型"],
    ],
    { known: { [long]: { license: "ترخيص ".repeat(30) }, "c/mine": { license: "许可证".repeat(9) } } },
  );
  const families: Family[] = [
    odd,
    recordedFamily("bigscience__bloom-560m", "bigscience/bloom-560m"),
    recordedFamily("google__gemma-2b", "google/gemma-2b"),
    largeFamily(3000),
  ];
  const view = await pages.open(readyView(odd));
  for (const family of families.slice(0, sampled(t, "families", 2, families.length))) {
    for (const shape of ["wide", "square"] as const) {
      const svg = posterSvg({ family, shape, theme: "auto", source: "huggingface.co" });
      assert.deepEqual(misplaced(await placesIn(view, svg)), [], `${shape} ${family.root}`);
    }
    const figure = cardFigure(family, "huggingface.co");
    assert.deepEqual(misplaced(await placesIn(view, figure)), [], `figure of ${family.root}`);
  }
  const png = (await view.ask("poster", { shape: "square", theme: "dark", source: "hub" })) as number[];
  const size = new DataView(Uint8Array.from(png).buffer);
  assert.deepEqual([size.getUint32(16), size.getUint32(20)], [1200, 1200]);
  await view.close();
});
