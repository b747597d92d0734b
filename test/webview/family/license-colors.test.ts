import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { AnalysisReport } from "../../../src/analyses/report";
import { lightColors } from "../../../src/analyses/report-colors";
import { licenseClass, licenseClasses } from "../../../src/licenses/license-class";
import type { Model } from "../../../src/lineage/model";
import { inkColors } from "../../../src/pictures/family/inks";
import { cardFigure } from "../../../src/pictures/poster/card-figure";
import { posterSvg } from "../../../src/pictures/poster/poster";
import { posterInks } from "../../../src/pictures/poster/poster-inks";
import { reportFigures } from "../../../src/pictures/report-pictures";
import { type OpenView, type Pages, startPages } from "../kit/page";
import { inTheme, themes } from "../kit/themes";
import { choose, colorsAt } from "./tree/tree-acts";
import { familyOf, type Link, readyView } from "./written-families";

let pages: Pages;

before(async () => {
  pages = await startPages();
});
after(() => pages.close());

/** A license of each class that a card can declare. */
const licenses = {
  permissive: "apache-2.0",
  copyleft: "gpl-3.0",
  "use-restricted": "gemma",
  "non-commercial": "cc-by-nc-4.0",
  unspecific: "other",
} as const;
type Declared = keyof typeof licenses;
const declared = licenseClasses.filter((kind): kind is Declared => kind in licenses);

/** The theme color of each class: the one place where a test says which. */
const expected: Readonly<Record<Declared, (typeof inkColors)[number]>> = {
  permissive: "blue",
  "use-restricted": "orange",
  copyleft: "green",
  unspecific: "purple",
  "non-commercial": "red",
};

/** A family in which each class changes into another often enough to be drawn: parents of each class with children. */
const links: Link[] = [];
const known: Record<string, Partial<Model>> = { "a/root": { license: null } };
for (const kind of declared) {
  const parent = `p/${kind}`;
  links.push([parent, "finetune", "a/root"]);
  known[parent] = { license: licenses[kind], downloads: 10 };
  for (let child = 0; child < 25; child++) {
    links.push([`c/${kind}-${child}`, "finetune", parent]);
    known[`c/${kind}-${child}`] = { license: kind === "permissive" ? "gemma" : "mit" };
  }
}
const family = familyOf("a/root", links, { known });

/** The color of a class as the browser computes it from the theme. */
async function themeColors({ page }: OpenView): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(
    names =>
      Object.fromEntries(
        names.map(name => {
          const probe = document.createElement("i");
          probe.style.color = `var(--vscode-charts-${name})`;
          document.body.append(probe);
          const { color } = getComputedStyle(probe);
          probe.remove();
          return [name, color];
        }),
      ),
    [...inkColors],
  );
}

const rgb = (parts: readonly number[]) => `rgb(${parts.join(", ")})`;

for (const theme of themes)
  test(
    `a class of licenses has one color in tree, legend, drift, and table (${theme})`,
    inTheme(theme),
    async () => {
      assert.deepEqual(
        Object.fromEntries(declared.map(kind => [licenses[kind], licenseClass(licenses[kind])])),
        {
          ...Object.fromEntries(declared.map(kind => [licenses[kind], kind])),
        },
      );
      const kept = { focus: "a/root", drawing: "tree" };
      const view = await pages.open(readyView(family), { theme, kept, height: 900 });
      const colors = await themeColors(view);
      const of = (kind: Declared) => colors[expected[kind]];
      const names = await view.page.locator(".legend .entry bdi").allTextContents();
      const fills = await view.page
        .locator(".legend .entry:has(bdi) .shape")
        .evaluateAll(shapes => shapes.map(shape => getComputedStyle(shape).fill));
      for (const kind of declared) {
        const at = names.findIndex(name => name.includes(licenses[kind]));
        assert.equal(fills[at], of(kind), `legend: ${kind}`);
        const [middle] = await colorsAt(view, `p/${kind}`, 0, 1);
        assert.equal(rgb(middle ?? []), of(kind), `tree: ${kind}`);
      }
      await view.page.getByRole("tab", { name: "Drift" }).click();
      const streams = await view.page
        .locator(".stream")
        .evaluateAll(bands =>
          bands.map(band => [band.querySelector("title")?.textContent ?? "", getComputedStyle(band).fill]),
        );
      for (const kind of declared) {
        const found = streams.filter(([title]) => title?.startsWith(`${licenses[kind]} → `));
        assert.ok(found.length > 0, `drift: no stream from ${kind} in ${streams}`);
        for (const [, fill] of found) assert.equal(fill, of(kind), `drift: ${kind}`);
      }
      const keys = await view.page
        .locator(".drift .key .swatch[class*=color]")
        .evaluateAll(signs => signs.map(sign => getComputedStyle(sign).backgroundColor));
      assert.deepEqual(keys.slice(0, declared.length).sort(), declared.map(of).sort(), "key of the drift");
      await view.page.getByRole("tab", { name: "Table" }).click();
      const cells = await view.page.locator(".body [role=row]").evaluateAll(rows =>
        rows.map(row => {
          const swatch = row.querySelector(".swatch");
          return [
            swatch?.parentElement?.textContent ?? "",
            swatch ? getComputedStyle(swatch).backgroundColor : "",
          ];
        }),
      );
      for (const kind of declared)
        for (const [license, color] of cells.filter(([text]) => text === licenses[kind]))
          assert.equal(color, of(kind), `table: ${license}`);
      await view.close();
    },
  );

test("relations have colors of their own in tree and map, and the legend is theirs", async () => {
  const kinds = ["finetune", "adapter", "merge", "quantized"] as const;
  const related = familyOf(
    "a/root",
    kinds.map((relation): Link => [`b/${relation}`, relation, "a/root"]),
  );
  const wanted = { finetune: "blue", adapter: "orange", quantized: "green", merge: "purple" } as const;
  for (const drawing of ["tree", "map"] as const) {
    const view = await pages.open(readyView(related), { kept: { focus: "a/root", drawing } });
    await choose(view, "Color", "relation");
    const colors = await themeColors(view);
    const list = view.page.getByRole("list", { name: "Color and shape: relation" });
    const entries = await list
      .locator("li:not(.caption)")
      .evaluateAll(items =>
        items.map(item => [
          item.textContent?.trim() ?? "",
          getComputedStyle(item.querySelector(".sign .shape") as Element).fill,
        ]),
      );
    for (const kind of kinds) {
      const entry = entries.find(([text]) => text?.startsWith(kind));
      assert.equal(entry?.[1], colors[wanted[kind]], `${drawing}: legend of ${kind} in ${entries}`);
    }
    if (drawing === "tree")
      for (const kind of kinds) {
        const [middle] = await colorsAt(view, `b/${kind}`, 0, 1);
        assert.equal(rgb(middle ?? []), colors[wanted[kind]], `tree: ${kind}`);
      }
    assert.equal(((await view.kept()) as { colorBy?: unknown }).colorBy, "relation");
    await view.close();
  }
});

test("posters, card figures, and reports use the color of each class", () => {
  const inks = posterInks("light");
  for (const kind of declared) {
    const color = lightColors[`charts-${expected[kind]}`];
    const one = familyOf("a/root", [["b/own", "finetune", "a/root"]], {
      known: { "a/root": { license: null }, "b/own": { license: licenses[kind] } },
    });
    const order = { shape: "wide", theme: "light", source: "hub" } as const;
    assert.ok(inks.palette.includes(color));
    const others = Object.values(expected).map(name => lightColors[`charts-${name}`]);
    for (const [where, svg] of [
      ["poster", posterSvg({ ...order, family: one })],
      ["card figure", cardFigure(one, "hub")],
    ] as const) {
      const drawn = others.filter(each => svg.includes(`fill="${each}"`));
      assert.ok(drawn.includes(color), `${where}: ${kind} in ${drawn}`);
    }
    const bars = reportFigures(reportOf("bars", licenses[kind]))[0]?.file.svg ?? "";
    assert.match(bars, new RegExp(`<rect[^>]*fill="${color}"|fill="${color}"`), `bars: ${kind}`);
    const flow = reportFigures(reportOf("flow", licenses[kind]))[0]?.file.svg ?? "";
    assert.ok(flow.includes(`fill="${color}"`), `flow: ${kind}`);
  }
});

/** A report with one picture of a license. */
function reportOf(kind: "bars" | "flow", license: string): AnalysisReport {
  const columns = ["license", "child", "models"];
  // A single bar is not drawn, since it says no more than its number.
  const more = kind === "bars" ? [["no license of the Hub", "mit", 3]] : [];
  const table = { id: "found", title: "Found", columns, rows: [[license, "mit", 7], ...more] };
  const axes = kind === "bars" ? { x: "models", y: "license" } : { x: "license", y: "child", size: "models" };
  const picture = { title: "Found", kind, table: "found", licenses: true, ...axes };
  return { tables: [table], pictures: [picture] } as unknown as AnalysisReport;
}
