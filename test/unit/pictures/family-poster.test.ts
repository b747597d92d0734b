import assert from "node:assert/strict";
import { test } from "node:test";
import { SaxesParser } from "saxes";
import type { Family } from "../../../src/lineage/family";
import type { Model } from "../../../src/lineage/model";
import { stripOf } from "../../../src/pictures/family/map-frame";
import { cardFigure } from "../../../src/pictures/poster/card-figure";
import { familyPoster, posterSvg } from "../../../src/pictures/poster/poster";
import type { PosterShape } from "../../../src/pictures/poster/poster-choices";
import { SvgContext } from "../../../src/pictures/svg-context";
import { textWidth, wrapped } from "../../../src/pictures/text-width";
import { familyOf, type Link, largeFamily, recordedFamily } from "../../webview/family/written-families";

const order = (family: Family, shape: PosterShape = "wide") =>
  ({ family, shape, theme: "auto", source: "huggingface.co" }) as const;

/** The elements of an SVG as an XML parser reads them, with their attributes and text. */
function elementsOf(svg: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const elements: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: number[] = [];
  const parser = new SaxesParser();
  parser.on("error", error => assert.fail(error.message));
  parser.on("opentag", ({ name, attributes }) => {
    open.push(elements.length);
    elements.push({ name, attributes: attributes as Record<string, string>, text: "" });
  });
  parser.on("text", text => {
    const at = elements[open.at(-1) ?? -1];
    if (at) at.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(svg).close();
  return elements;
}

/** Every model below the root, found without the tree of the product. */
function below({ root, edges, models }: Family): Model[] {
  const found = new Set([root]);
  for (const id of found) for (const { child, parent } of edges) if (parent === id) found.add(child);
  found.delete(root);
  return models.filter(({ id }) => found.has(id));
}

test("the headline counts what the family holds", () => {
  const families = [
    recordedFamily("bigscience__bloom-560m", "bigscience/bloom-560m"),
    recordedFamily("google__gemma-2b", "google/gemma-2b"),
    largeFamily(3000),
  ];
  for (const family of families) {
    const own = family.models.find(({ id }) => id === family.root)?.license;
    const licenses = below(family).flatMap(({ license }) => license ?? []);
    const other = licenses.filter(license => license !== own).length;
    const { description, finding } = familyPoster(order(family));
    const numbers = [below(family).length, licenses.length, other].map(n => n.toLocaleString("en-US"));
    const [all = "", known = "", changed = ""] = numbers;
    assert.ok(description.startsWith(`${all} models descend from ${family.root}. `), description);
    assert.match(
      description,
      new RegExp(`Of the ${known} that declare a license, ${changed} \\(\\d+%\\) carr`),
    );
    assert.equal(finding.descendants, below(family).length);
  }
});

test("the headline says what is not known, and the largest branch is the one that carries a license on", () => {
  const family = familyOf(
    "a/root",
    [
      ["b/mit", "finetune", "a/root"],
      ["b/one", "finetune", "b/mit"],
      ["b/two", "finetune", "b/one"],
      ["c/nc", "finetune", "a/root"],
      ["c/undeclared", "finetune", "c/nc"],
    ],
    {
      unchecked: ["b/two"],
      known: {
        "a/root": { license: "apache-2.0" },
        "b/mit": { license: "mit" },
        "b/one": { license: "mit" },
        "b/two": { license: "mit" },
        "c/nc": { license: "cc-by-nc-4.0" },
      },
    },
  );
  const svg = posterSvg(order(family));
  const { description } = familyPoster(order(family));
  assert.equal(
    description,
    "At least 5 models descend from a/root. Of the 4 that declare a license, 4 (100%) carry a license other than apache-2.0. The largest branch that changes it is b/mit: 3 models under mit.",
  );
  assert.match(svg, /Data date unknown · the children of 1 model were not read · Source: models on hugg/);
  const none = familyOf("a/root", [["b/x", "finetune", "a/root"]], { known: { "b/x": { license: "mit" } } });
  assert.match(
    familyPoster(order(none)).description,
    /^1 model descends from a\/root. The license of a\/root is not declared or was not read.$/,
  );
});

test("every strip of a large family lies where its share of the models puts it", () => {
  for (const shape of ["wide", "square"] as const) {
    const poster = familyPoster(order(largeFamily(3000), shape));
    assert.ok(poster.map, "3,000 models are drawn as a map");
    const { scene, frame, x, y } = poster.map;
    const pen = new SvgContext(1);
    poster.draw(pen, 1);
    const rects = elementsOf(pen.text(poster.width, poster.height, "")).flatMap(({ name, attributes }) =>
      name === "rect" && attributes.transform ? [attributes] : [],
    );
    assert.ok(
      rects.every(
        ({ transform }) => transform === `matrix(1 0 0 1 ${x} ${y.toFixed(2).replace(/\.?0+$/, "")})`,
      ),
    );
    const drawn = new Set(rects.map(({ x: left, y: top }) => `${left} ${top}`));
    const large = [...scene.map.nodes.keys()].filter(index => {
      const { top, bottom } = stripOf(scene, frame, index);
      return bottom - top >= 3;
    });
    assert.ok(large.length > 20, `${large.length} strips of 3 px`);
    for (const index of large) {
      const size = (scene.map.end[index] ?? 0) - index;
      const { top, bottom } = stripOf(scene, frame, index);
      assert.ok(Math.abs(bottom - top - (size / 3000) * frame.height) < 0.01, "its height is its share");
      const left = frame.edges[scene.map.depth[index] ?? 0] ?? 0;
      const place = [left, top].map(n => String(Math.round(n * 100) / 100)).join(" ");
      assert.ok(drawn.has(place), `no strip at ${place}`);
    }
  }
});

const strange = '<script>alert(1)</script>"&\u202e\u0000]]>';

test("names and licenses of any kind are text in a poster and in a card figure", () => {
  const links: Link[] = [
    [strange, "finetune", "a/root"],
    ["b/模型", "merge", "a/root"],
    ["b/模型", "merge", strange],
  ];
  const known = { "a/root": { license: strange }, "b/模型": { license: "رخصة" } };
  const family = familyOf("a/root", links, { known });
  for (const svg of [
    posterSvg(order(family)),
    posterSvg(order(family, "square")),
    cardFigure(family, "hub"),
  ]) {
    const elements = elementsOf(svg);
    const names = [...new Set(elements.map(({ name }) => name))].sort();
    assert.ok(
      names.every(name => ["desc", "path", "rect", "style", "svg", "text", "title"].includes(name)),
      names.join(),
    );
    assert.ok(elements.some(({ text }) => text.includes('<script>alert(1)</script>"&⟨U+202E⟩⟨U+0000⟩]]>')));
    assert.doesNotMatch(svg, /\u202e/);
  }
});

test("a card figure names the parents, counts the children, marks a change, and has at most 30 KB", () => {
  const parents = Array.from({ length: 40 }, (_, at) => `${"p".repeat(90)}/${at}${strange.repeat(3)}`);
  const links: Link[] = [
    ...parents.map((parent): Link => ["me/mine", "merge", parent]),
    ...Array.from(
      { length: 1200 },
      (_, at): Link => [`c/${at}`, at % 3 ? "quantized" : "adapter", "me/mine"],
    ),
  ];
  const known = Object.fromEntries([
    ["me/mine", { license: "mit" }],
    ...parents.map(id => [id, { license: "apache-2.0" }]),
    ["c/1", { license: "apache-2.0" }],
    ["c/2", { license: "mit" }],
  ]);
  const svg = cardFigure(familyOf("me/mine", links, { known }), "huggingface.co");
  assert.ok(Buffer.byteLength(svg) <= 30_000, `${Buffer.byteLength(svg)} bytes`);
  const texts = elementsOf(svg).flatMap(({ name, text }) => (name === "text" ? [text] : []));
  for (const words of ["and 32 more parents", "changed to mit", "400 adapters", "800 quantized versions"])
    assert.ok(texts.includes(words), `${words} is not among ${texts.join(" | ")}`);
  assert.ok(
    texts.some(text =>
      text.includes("Of the 2 children that declare a license, 1 (50%) changed the license."),
    ),
  );
  assert.match(svg, /prefers-color-scheme:dark/);
});

test("a text is broken between words, and within one that is too long alone, and nothing is lost", () => {
  const text = `one two ${"x".repeat(60)} 模型模型模型 three`;
  for (const width of [40, 80, 200]) {
    const lines = wrapped(text, width, 14);
    assert.ok(lines.every(line => textWidth(line, 14) <= width));
    assert.equal(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
  }
});
