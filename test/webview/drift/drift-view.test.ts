import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { familyOf, type Link, largeFamily, readyView, recordedFamily } from "../family/written-families";
import { violations } from "../kit/axe";
import { type OpenOptions, type OpenView, type Pages, startPages } from "../kit/page";
import { inTheme, themes } from "../kit/themes";

let pages: Pages;

before(async () => {
  pages = await startPages();
});
after(() => pages.close());

const gemma = () => readyView(recordedFamily("google__gemma-2b", "google/gemma-2b"));
const smol = () => readyView(recordedFamily("HuggingFaceTB__SmolLM2-1.7B", "HuggingFaceTB/SmolLM2-1.7B"));

/** Opens a family at its drift. */
const openDrift = (view = gemma(), options: OpenOptions = {}) =>
  pages.open(view, { kept: { tab: "drift" }, ...options });

const finding = ({ page }: OpenView) => page.locator(".finding").textContent();
const table = ({ page }: OpenView, caption: string) =>
  page.locator("table", { has: page.locator("caption", { hasText: caption }) });
const rows = async (view: OpenView, caption: string) =>
  (await table(view, caption).locator("tbody tr").all()).map(async row =>
    (await row.locator("th, td").allTextContents()).join(" | "),
  );
const lines = async (view: OpenView, caption: string) => Promise.all(await rows(view, caption));

async function chooseTrait({ page }: OpenView, name: string): Promise<void> {
  await page.locator(".drift .dropdown").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name, exact: true }).click();
}

/** Figures of a whole index, as the panel hands them on. */
const beside = {
  index: {
    models: 760_000,
    edges: 105_402,
    rates: [
      { trait: "license", relation: "all", edges: 60_000, sum: 12_000, rate: 0.2, interval: [0.18, 0.22] },
      { trait: "license", relation: "finetune", edges: 12, sum: 6, rate: 0.5, interval: null },
    ],
  },
  cardLengths: [],
};

test("the sentence, the coverage and both tables say what the family did with its license", async () => {
  const view = await openDrift();
  assert.equal(await finding(view), "151 of 538 edges changed the license; 105 of them from gemma to other.");
  assert.equal(
    await view.page.locator(".coverage").textContent(),
    "A license at both ends of 538 of 982 edges, 443 only at the parent.",
  );
  const changes = await lines(view, "Changes");
  assert.deepEqual(changes.slice(0, 2), ["gemma | other | 105 | 70%", "gemma | apache-2.0 | 28 | 19%"]);
  const rates = await lines(view, "Rates");
  assert.equal(rates[0], "all relations | 538 | 151 | 28% | 24% to 32% | – | 15% of 320,065");
  assert.ok(rates.includes("generation 3 | 1 | 1 | too few | – | – | –"), rates.join("\n"));
  assert.match(
    (await view.page.locator(".column .aside").textContent()) ?? "",
    /151 edges that changed it; 387 kept it/,
  );
  assert.deepEqual(await view.breaches(), []);
  await view.close();
});

test("each picture has a name, and a stream for each change", async () => {
  const view = await openDrift();
  const flow = view.page.getByRole("group", {
    name: "Flow of the license from parents to children",
  });
  assert.equal(await flow.locator(".stream").count(), 7);
  const heights = await flow
    .locator(".stream")
    .evaluateAll(streams => streams.map(one => one.getBoundingClientRect().height));
  assert.ok((heights[0] ?? 0) > (heights[1] ?? 0), "the largest change is the widest stream");
  assert.equal(await view.page.getByRole("img", { name: "license: rates by relation" }).count(), 1);
  assert.equal(await view.page.getByRole("img", { name: "license: rates by generation" }).count(), 1);
  await view.close();
});

test("a figure leads to its models in the table, and from there back to all", async () => {
  const view = await openDrift();
  await view.page.getByRole("button", { name: "28 edges from gemma to apache-2.0: show the models" }).click();
  const { page } = view;
  assert.equal(await page.getByRole("tab", { name: "Table" }).getAttribute("aria-selected"), "true");
  assert.match(
    (await page.locator(".subset").textContent()) ?? "",
    /^Models behind 28 edges where the license changed from gemma to apache-2\.0\./,
  );
  assert.equal(await page.locator(".table-summary").textContent(), "28 of 983 models");
  const licenses = await page.locator('[role=gridcell][aria-colindex="5"]').allTextContents();
  assert.ok(licenses.length > 0 && licenses.every(license => license === "apache-2.0"));
  await page.getByRole("button", { name: "Show All Models" }).click();
  assert.equal(await page.locator(".table-summary").textContent(), "983 models");
  await view.close();
});

test("a stream that is clicked leads there as well, and the columns of a table sort by mouse and keyboard", async () => {
  const view = await openDrift();
  const { page } = view;
  const sort = table(view, "Changes").getByRole("button", { name: "edges", exact: true });
  await sort.focus();
  await page.keyboard.press("Enter");
  assert.equal(await table(view, "Changes").locator("th[aria-sort=descending]").textContent(), "edges ▼");
  await page.keyboard.press("Enter");
  assert.equal((await lines(view, "Changes")).at(-1), "gemma | other | 105 | 70%");
  await page
    .locator(".stream.acts")
    .first()
    .click({ position: { x: 90, y: 20 } });
  assert.equal(await page.locator(".table-summary").textContent(), "105 of 983 models");
  await view.close();
});

test("the trait is chosen, kept, and few edges are no percentage", async () => {
  const view = await openDrift(smol());
  await chooseTrait(view, "task");
  assert.equal(
    await finding(view),
    "20 of 124 finetunes changed the task; 10 of them from image-text-to-text to image-to-text.",
  );
  await chooseTrait(view, "languages");
  assert.equal(
    await finding(view),
    "Only 7 edges in this family have languages at both ends, too few for a percentage: none changed the languages.",
  );
  const kept = await view.kept();
  assert.equal((kept as { trait?: unknown }).trait, "languages");
  const again = await pages.open(smol(), { kept });
  assert.match((await finding(again)) ?? "", /^Only 7 edges/);
  await view.close();
  await again.close();
});

test("what the whole index says stands beside the family, with its own edges", async () => {
  const view = await openDrift(gemma(), { answers: { beside } });
  await view.page.locator(".mark.index").first().waitFor();
  const [all] = await lines(view, "Rates");
  assert.equal(all, "all relations | 538 | 151 | 28% | 24% to 32% | 20% of 60,000 | 15% of 320,065");
  assert.match((await view.page.locator(".notes").textContent()) ?? "", /105,402 edges among 760,000 models/);
  const marks = view.page.getByRole("img", { name: "license: rates by relation" }).locator(".marked.index");
  assert.equal(await marks.count(), 1, "12 edges are no mark");
  assert.equal(await marks.locator("title").textContent(), "The whole index: 20% (18% to 22%), 60,000 edges");
  await view.close();
});

test("the lengths of cards come from the index; without one the view says so", async () => {
  const cardLengths = [
    ["a/root", 12_000],
    ...Array.from({ length: 24 }, (_, at) => [`a/m${at}`, at < 20 ? 700 : 9_000]),
  ];
  const links = Array.from({ length: 24 }, (_, at): Link => [`a/m${at}`, "finetune", "a/root"]);
  const family = readyView(familyOf("a/root", links));
  const options = { kept: { tab: "drift", trait: "cardLength" } };
  const without = await openDrift(family, options);
  assert.equal(await finding(without), "No edge in this family has an indexed card at both ends.");
  await without.close();
  const view = await openDrift(family, { ...options, answers: { beside: { ...beside, cardLengths } } });
  await view.page.locator(".stream").first().waitFor();
  assert.equal(
    await finding(view),
    "20 of 24 finetunes changed the card length, all from 8,000 to 20,000 to 500 to 2,000.",
  );
  await view.close();
});

test("every export of the drift says of when, from where, and by which version it is", async () => {
  const source = { host: "huggingface.co", version: "9.8.7" };
  const family = {
    ...recordedFamily("google__gemma-2b", "google/gemma-2b"),
    oldestAt: Date.UTC(2024, 6, 11),
  };
  const view = await openDrift(readyView(family), { answers: { source } });
  const saved = async (name: string, files: number) => {
    await view.page.getByRole("button", { name }).click();
    await view.page.waitForFunction(
      most =>
        (window as never as { playedHost: { calls: { call: string }[] } }).playedHost.calls.filter(
          ({ call }) => call === "save",
        ).length >= most,
      files,
    );
    const last = (await view.calls()).filter(({ call }) => call === "save").at(-1);
    assert.ok(last);
    const { bytes, format } = last.params as { bytes: Readonly<Record<string, number>>; format: string };
    return { format, text: new TextDecoder().decode(Uint8Array.from(Object.values(bytes))) };
  };
  const csv = await saved("Export CSV", 1);
  assert.equal(csv.format, "csv");
  const [head, first, ...more] = csv.text.trim().split("\r\n");
  assert.match(head ?? "", /^kind,group,name,from,to,edges,.*,family,trait,data_date,source,version$/);
  assert.match(first ?? "", /^rate,relation,all relations,,,538,151,0\.28/);
  for (const row of [first, ...more])
    assert.match(row ?? "", /,google\/gemma-2b,license,2024-07-11,huggingface\.co,9\.8\.7$/);
  const json = JSON.parse((await saved("Export JSON", 2)).text) as Record<string, unknown>;
  assert.deepEqual(json.data, { date: "2024-07-11", source: "huggingface.co", version: "9.8.7" });
  assert.deepEqual((json.changes as unknown[])[0], { from: "gemma", to: "other", edges: 105 });
  const svg = new TextDecoder().decode(Uint8Array.from((await view.ask("picture", "svg")) as number[]));
  assert.match(svg, /Data as of July 11, 2024 · Source: models on huggingface\.co · Hub Lineage 9\.8\.7/);
  await view.close();
});

test("the drift is saved as SVG that reads as XML, and as PNG", async () => {
  const view = await openDrift();
  const svg = new TextDecoder().decode(Uint8Array.from((await view.ask("picture", "svg")) as number[]));
  const read = await view.page.evaluate(text => {
    const page = new DOMParser().parseFromString(text, "image/svg+xml");
    return [
      page.querySelector("parsererror")?.textContent ?? "",
      page.documentElement.tagName,
      String(page.querySelectorAll("script, foreignObject, image").length),
      [...page.querySelectorAll("text")].map(one => one.textContent).join("\n"),
    ];
  }, svg);
  assert.deepEqual(read.slice(0, 3), ["", "svg", "0"]);
  assert.match(read[3] ?? "", /151 of 538 edges changed the license[\s\S]*gemma 140[\s\S]*28% of 538/);
  const png = Uint8Array.from((await view.ask("picture", "png")) as number[]);
  assert.deepEqual([...png.slice(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.ok(png.length > 20_000, `${png.length} bytes are no picture`);
  assert.deepEqual(await view.breaches(), []);
  await view.close();
});

test("without a family there is a sentence, and hostile values are text", async () => {
  const empty = await pages.open(
    { focus: null, draft: false, family: null, state: "empty", message: null, progress: null, age: null },
    { kept: { tab: "drift" } },
  );
  assert.equal(
    await empty.page.locator(".nothing").textContent(),
    "No family to show yet. Choose a model on the Family tab.",
  );
  assert.equal(await empty.page.locator(".drift-body").isVisible(), false);
  await empty.close();
  const evil = '<img src=x onerror="alert(1)">\u202e';
  const links = Array.from({ length: 25 }, (_, at): Link => [`a/m${at}`, "finetune", "a/root"]);
  const known = Object.fromEntries([
    ["a/root", { license: evil }],
    ...links.map(([id]) => [id, { license: "mit" }] as const),
  ]);
  const hostile = await openDrift(readyView(familyOf("a/root", links, { known })));
  assert.match(
    (await finding(hostile)) ?? "",
    /all from <img src=x onerror="alert\(1\)">⟨U\+202E⟩ to mit\.$/,
  );
  assert.equal(await hostile.page.locator(".drift img").count(), 0);
  const svg = new TextDecoder().decode(Uint8Array.from((await hostile.ask("picture", "svg")) as number[]));
  assert.ok(!svg.includes("<img"));
  assert.deepEqual(await hostile.breaches(), []);
  await hostile.close();
});

test("a family of 30,000 is summed up", async () => {
  const view = await openDrift(readyView(largeFamily(30_000)));
  assert.match((await finding(view)) ?? "", /^[\d,]+ of [\d,]+ quantized models changed the license[;,] /);
  assert.deepEqual(await view.breaches(), []);
  await view.close();
});

for (const theme of themes) {
  test(`axe finds nothing wrong in the drift (${theme})`, inTheme(theme), async () => {
    const view = await openDrift(gemma(), { theme, answers: { beside } });
    await view.page.locator(".mark.index").first().waitFor();
    assert.deepEqual(await violations(view.page), []);
    await view.close();
  });
}
