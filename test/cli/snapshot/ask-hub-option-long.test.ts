import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HubData } from "../../hub/hub-data";
import { startHub } from "../../hub/server";
import { runCli } from "../run";
import { type Kinds, modelsOf, unknownOf, withAskedIndex } from "./asked-kinds";

test("report and run use what the Hub answered, too, and an own table comes first", () =>
  withAskedIndex(async (hub, index, folder) => {
    const analyze = ["analyze", "kinds", "--index", index, "--endpoint", hub.url];
    await runCli([...analyze, "--ask-hub", "3"]);
    hub.resetRequests();
    const out = join(folder, "report");
    const report = await runCli(["report", "--index", index, "--analyses", "kinds", "--out", out]);
    assert.equal(report.code, 0, report.stderr);
    assert.match(
      readFileSync(join(out, "report.md"), "utf8"),
      /no table of your own, the shipped table \(\d{4}-\d\d\), the Hub's answers about 3 authors \(on \d{4}-\d\d-\d\d\)/,
    );
    const [notebook, own] = [join(folder, "n.lineage.sql"), join(folder, "own.csv")];
    writeFileSync(notebook, "-- analyze kinds\n");
    writeFileSync(own, "name,kind\nacme,university\n");
    const ran = await runCli(["run", notebook, "--index", index, "--format", "json", "--organizations", own]);
    const with2 = await runCli([...analyze, "--organizations", own]);
    assert.deepEqual(modelsOf(JSON.parse(with2.stdout)), {
      company: 1,
      university: 2,
      person: 1,
      unknown: 2,
    });
    assert.deepEqual(JSON.parse(ran.stdout)[0].results[0], JSON.parse(with2.stdout));
    assert.deepEqual(hub.requests(), []);
  }));

test("offline, nothing is asked, and what is kept is used with exit 2", () =>
  withAskedIndex(async (hub, index) => {
    const analyze = ["analyze", "kinds", "--index", index, "--endpoint", hub.url, "--ask-hub", "10"];
    const { code, stderr, stdout } = await runCli([...analyze, "--offline"]);
    assert.equal(code, 2);
    assert.match(stderr, /answered about 0 of 4 authors: .* Nothing is requested offline\./);
    assert.deepEqual(modelsOf(JSON.parse(stdout)), { company: 1, unknown: 5 });
    assert.deepEqual(hub.requests(), []);
  }));

test("answers that cannot be read are told, and set aside when the Hub is asked again", () =>
  withAskedIndex(async (hub, index) => {
    const analyze = ["analyze", "kinds", "--index", index, "--endpoint", hub.url];
    await runCli([...analyze, "--ask-hub", "1"]);
    writeFileSync(join(index, "author-answers.json"), "{");
    const broken = await runCli(analyze);
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /author-answers\.json cannot be read/);
    assert.equal((JSON.parse(broken.stdout) as Kinds).authors.asked, null);
    const asked = await runCli([...analyze, "--ask-hub", "1"]);
    assert.equal(asked.code, 0, asked.stderr);
    assert.match(asked.stderr, /They are now in .*author-answers\.damaged\.json/);
    assert.equal(readFileSync(join(index, "author-answers.damaged.json"), "utf8"), "{");
    assert.equal((JSON.parse(asked.stdout) as Kinds).authors.asked, 1);
  }));

test("what one Hub answered about authors is not used for another with the same index folder", () =>
  withAskedIndex(async (hub, index) => {
    const models = new HubData();
    models.authors.set("acme", "person");
    const other = await startHub({ models });
    try {
      const kinds = async (...more: string[]): Promise<Kinds> =>
        JSON.parse((await runCli(["analyze", "kinds", "--index", index, ...more])).stdout);
      assert.deepEqual(unknownOf(await kinds("--endpoint", hub.url, "--ask-hub", "1")), {
        organization: 1,
        "not-asked": 3,
      });
      assert.equal((await kinds("--endpoint", other.url)).authors.asked, 0);
      const there = await kinds("--endpoint", other.url, "--ask-hub", "1");
      assert.deepEqual(modelsOf(there), { company: 1, person: 2, unknown: 3 });
      // Without a Hub's name, the answers are those of the Hub that has the folder.
      assert.deepEqual(modelsOf(await kinds()), { company: 1, unknown: 5 });
    } finally {
      await other.close();
    }
  }));
