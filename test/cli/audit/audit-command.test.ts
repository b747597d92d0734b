import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dataOf, withHub } from "../../unit/hub-server/loopback";
import { readCsv } from "../../unit/lineage/export/read-csv";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { runCli, withFolder } from "../run";

const card = (...lines: readonly string[]) => `---\n${lines.join("\n")}\n---\n# A <b>model</b>\n`;
const models = () =>
  dataOf(
    { id: "meta/origin", license: "llama3.1" },
    { id: "lab/sound", card: card("license: mit", "library_name: transformers"), license: "mit" },
    {
      id: "lab/taken",
      card: card("license: apache-2.0", "base_model: meta/origin", "library_name: transformers"),
    },
    { id: "lab/taken-GGUF", card: card("license: mit", "library_name: gguf"), license: "mit" },
    { id: "other/model", card: card("license: nothing") },
  );

interface Printed {
  readonly figures: Readonly<Record<string, unknown>>;
  readonly models: readonly {
    readonly id: string;
    readonly isCard: boolean;
    readonly findings: readonly { readonly rule: string }[];
    readonly obligations: readonly { readonly duty: string; readonly state: string }[];
    readonly undeclared: readonly { readonly parent: string }[];
  }[];
}

test("audit reads an organization's models, cards, and ancestors, and a second run needs no request", () =>
  withHub({ models: models() }, hub =>
    withFolder(async index => {
      const run = (...more: string[]) =>
        runCli(["audit", "lab", "--endpoint", hub.url, "--index", index, ...more]);
      const { stdout, stderr, code } = await run("--format", "json");
      assert.equal(code, 0, stderr);
      const printed: Printed = JSON.parse(stdout);
      assert.deepEqual(printed.models.map(({ id }) => id).sort(), [
        "lab/sound",
        "lab/taken",
        "lab/taken-GGUF",
      ]);
      assert.ok(printed.models.every(({ isCard }) => isCard));
      const taken = printed.models.find(({ id }) => id === "lab/taken");
      assert.ok(taken?.findings.some(({ rule }) => rule === "license/use-restrictions-dropped"));
      const state = (duty: string) => taken?.obligations.find(each => each.duty === duty)?.state;
      assert.deepEqual([state("display"), state("license-copy")], ["missing", "to check"]);
      const copy = printed.models.find(({ id }) => id === "lab/taken-GGUF");
      assert.deepEqual(
        copy?.undeclared.map(({ parent }) => parent),
        ["lab/taken"],
      );
      hub.resetRequests();
      const again = await run("--format", "json");
      assert.deepEqual(JSON.parse(again.stdout), printed);
      assert.equal(hub.requests().length, 0, "what was read is kept");
      const offline = await run("--offline");
      assert.match(offline.stdout, /^lab: 3 models from the index, 3 cards read$/m);
      assert.match(offline.stdout, /lab\/taken-GGUF \(mit\): .*likely from lab\/taken/);
    }),
  ));

test("audit writes CSV, SARIF, and a page in which nothing of a card is markup", () =>
  withHub({ models: models() }, hub =>
    withFolder(async index => {
      const run = async (format: string) =>
        (await runCli(["audit", "lab", "--endpoint", hub.url, "--index", index, "--format", format])).stdout;
      const [header, ...rows] = readCsv(await run("csv"));
      assert.deepEqual(header, ["model", "license", "kind", "what", "level", "message"]);
      const kinds = new Set(rows.map(([, , kind]) => kind));
      assert.deepEqual([...kinds].sort(), ["finding", "obligation", "undeclared-parent"]);
      const [log] = JSON.parse(await run("sarif")).runs;
      assert.equal(log.results.length, rows.length);
      for (const { ruleId, ruleIndex, locations } of log.results) {
        assert.equal(log.tool.driver.rules[ruleIndex].id, ruleId);
        assert.match(
          locations[0].physicalLocation.artifactLocation.uri,
          /^https:\/\/huggingface\.co\/lab\/\S+$/,
        );
      }
      const page = await run("html");
      assert.match(page, /<summary>lab\/taken \(apache-2\.0\): \d+<\/summary>/);
      assert.doesNotMatch(page, /<script|<b>/);
    }),
  ));

test("an audit that the Hub stops says what it covers, and ends with 2", () =>
  withHub({ models: models() }, hub =>
    withFolder(async index => {
      const run = (name: string, ...more: string[]) =>
        runCli(["audit", name, "--endpoint", hub.url, "--index", index, ...more]);
      const none = await run("nobody");
      assert.equal(none.code, 2);
      assert.match(none.stderr, /shows no model of nobody/);
      assert.equal((await run("lab")).code, 0);
      await hub.close();
      const stopped = await runCli(["audit", "lab", "--endpoint", hub.url, "--index", index, "--offline"]);
      assert.equal(stopped.code, 0, "offline, the index is enough");
      const wrong = await run("lab/model");
      assert.match(wrong.stderr, /audit takes the name of one organization or author/);
    }),
  ));

test("--snapshot audits the imported table without a request, by its metadata", () =>
  withFolder(async folder => {
    const [file, index] = [join(folder, "models.parquet"), join(folder, "index")];
    const rows = [
      { id: "meta/origin", tags: ["license:llama3.1"] },
      { id: "lab/taken", tags: ["license:apache-2.0", "base_model:meta/origin"] },
      { id: "lab/Taken-GGUF", tags: ["license:mit"] },
      { id: "laboratory/other", tags: ["license:nothing"] },
    ];
    writeFileSync(file, parquetOf(rows.map(row => ({ ...row, downloads: 1n }))));
    assert.equal((await runCli(["import", file, "--index", index])).code, 0);
    const run = (name: string) => runCli(["audit", name, "--snapshot", "--index", index, "--format", "json"]);
    const { stdout, code, stderr } = await run("lab");
    assert.equal(code, 0, stderr);
    const { figures, models: found }: Printed = JSON.parse(stdout);
    assert.deepEqual([figures.models, figures.cards], [2, 0]);
    const taken = found.find(({ id }) => id === "lab/taken");
    assert.ok(taken?.findings.some(({ rule }) => rule === "license/use-restrictions-dropped"));
    const states = new Set(taken?.obligations.map(({ state }) => state));
    assert.deepEqual([...states].sort(), ["missing", "to check"], "only names and licenses can be judged");
    const missing = taken?.obligations.filter(({ state }) => state === "missing").map(({ duty }) => duty);
    assert.deepEqual(missing, ["name-prefix"]);
    const copy = found.find(({ id }) => id === "lab/Taken-GGUF");
    assert.deepEqual(
      copy?.undeclared.map(({ parent }) => parent),
      ["lab/taken"],
    );
    assert.match((await run("Lab")).stderr, /The imported table has no model of Lab/);
  }));

test("audit follows former IDs in cards, and reads cards without front matter", () => {
  const data = dataOf(
    { id: "former/terms-8b", license: "cc-by-nc-4.0" },
    {
      id: "lab/renamed",
      card: card("license: apache-2.0", "base_model: former/terms-8b", "library_name: transformers"),
    },
    {
      id: "lab/bare",
      card: "# Bare\n\nThis model is a fine-tuned version of [maker/terms-8b](https://huggingface.co/maker/terms-8b) on our data.\n",
    },
  );
  data.rename("former/terms-8b", "maker/terms-8b");
  return withHub({ models: data }, hub =>
    withFolder(async index => {
      const { stdout, stderr } = await runCli([
        ...["audit", "lab", "--format", "json", "--endpoint", hub.url, "--index", index],
      ]);
      const printed: Printed = JSON.parse(stdout);
      const renamed = printed.models.find(({ id }) => id === "lab/renamed");
      const rules = renamed?.findings.map(({ rule }) => rule) ?? [];
      assert.ok(
        rules.includes("license/nc-dropped") && rules.includes("base-model/renamed"),
        `${rules} ${stderr}`,
      );
      const bare = printed.models.find(({ id }) => id === "lab/bare");
      assert.deepEqual(
        bare?.undeclared.map(({ parent }) => parent),
        ["maker/terms-8b"],
      );
    }),
  );
});
