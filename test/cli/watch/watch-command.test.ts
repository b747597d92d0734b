import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repoRoot } from "../../harness/root";
import { factsFromJson } from "../../hub/models/facts";
import { dataOf, withHub } from "../../unit/hub-server/loopback";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { runCli, runShell, withFolder } from "../run";

const models = () =>
  dataOf(
    { id: "lab/base", license: "mit" },
    { id: "me/poet", license: "cc-by-nc-4.0", parents: ["lab/base"], relation: "finetune" },
  );

test("watch tells what changed since the last run: ancestors, children, and copies that name nobody", () =>
  withHub({ models: models() }, hub =>
    withFolder(async root => {
      const state = join(root, "state/watch.json");
      const run = (...more: string[]) =>
        runCli([
          "watch",
          "me/poet",
          "--endpoint",
          hub.url,
          "--index",
          join(root, "index"),
          "--state",
          state,
          ...more,
        ]);
      const first = await run();
      assert.equal(first.code, 0, first.stderr);
      assert.match(first.stdout, /1 model watched\. This is the first read/);
      assert.match((await run()).stdout, /0 changes since \d{4}-\d\d-\d\d\./);
      hub.data.put([
        factsFromJson({ id: "lab/base", license: "llama3.1", gated: "manual" }),
        factsFromJson({ id: "a/taken", license: "mit", parents: ["me/poet"], relation: "finetune" }),
        factsFromJson({ id: "b/poet-GGUF", license: "mit" }),
      ]);
      const { stdout, code } = await run("--format", "json");
      assert.equal(code, 1, "something needs a look");
      const found = JSON.parse(stdout).changes.map(
        ({ kind, about }: Record<string, string>) => `${kind} ${about}`,
      );
      assert.deepEqual(found.sort(), [
        "ancestor-gated lab/base",
        "ancestor-relicensed lab/base",
        "descendant-conflict a/taken",
        "descendant-unnamed b/poet-GGUF",
      ]);
      assert.match((await run()).stdout, /0 changes/, "each change is told once");
    }),
  ));

test("watch follows the parents of a card on disk, an organization, and writes Markdown and SARIF", () =>
  withHub({ models: models() }, hub =>
    withFolder(async root => {
      const folder = join(root, "model");
      mkdirSync(folder);
      writeFileSync(join(folder, "README.md"), "---\nlicense: mit\nbase_model: lab/base\n---\n# Draft\n");
      const state = join(root, "watch.json");
      const run = (...more: string[]) =>
        runCli([
          "watch",
          folder,
          "me",
          "--endpoint",
          hub.url,
          "--index",
          join(root, "index"),
          "--state",
          state,
          ...more,
        ]);
      assert.match((await run()).stdout, /2 models watched/);
      const kept = readFileSync(state, "utf8");
      const change = () => hub.data.put([factsFromJson({ id: "lab/base", license: "gemma" })]);
      change();
      const markdown = (await run("--format", "md")).stdout;
      assert.match(markdown, /^# What changed\n/);
      assert.match(
        markdown,
        /## Ancestors with another license\n\n- \*\*Needs a look:\*\* .*from mit to gemma/,
      );
      writeFileSync(state, kept);
      const [log] = JSON.parse((await run("--format", "sarif")).stdout).runs;
      assert.equal(log.results[0].ruleId, "watch/ancestor-relicensed");
      assert.equal(log.results[0].level, "warning");
      await hub.close();
      const before = readFileSync(state, "utf8");
      const unreachable = await run();
      assert.equal(unreachable.code, 2);
      assert.match(unreachable.stderr, /what was read last is kept/);
      assert.equal(readFileSync(state, "utf8"), before);
      writeFileSync(state, "{}");
      assert.match((await run()).stderr, /is no file of an earlier watch/);
    }),
  ));

test("--compare compares two tables without a request", () =>
  withFolder(async folder => {
    const table = (name: string, rows: readonly { id: string; tags: readonly string[] }[]) => {
      writeFileSync(join(folder, name), parquetOf(rows.map(row => ({ ...row, downloads: 1n }))));
      return join(folder, name);
    };
    const [base, root] = ["license:mit", "license:mit"].map((tag, at) => ({
      id: ["lab/base", "lab/root"][at] ?? "",
      tags: [tag],
    }));
    const own = { id: "me/poet", tags: ["license:mit", "base_model:lab/base", "base_model:lab/root"] };
    const older = table(
      "older.parquet",
      [base, root, own].filter(row => row !== undefined),
    );
    const newer = table("newer.parquet", [
      { id: "lab/base", tags: ["license:cc-by-nc-4.0"] },
      own,
      { id: "b/Poet-GGUF", tags: ["license:mit"] },
      { id: "a/child", tags: ["base_model:me/poet", "license:mit"] },
    ]);
    const index = join(folder, "index");
    assert.equal((await runCli(["import", newer, "--index", index])).code, 0);
    const run = (target: string) =>
      runCli(["watch", target, "--compare", older, "--index", index, "--format", "json"]);
    const { stdout, code, stderr } = await run("me");
    assert.equal(code, 1, stderr);
    const found = JSON.parse(stdout).changes.map(
      ({ kind, about }: Record<string, string>) => `${kind} ${about}`,
    );
    assert.deepEqual(found.sort(), [
      "ancestor-gone lab/root",
      "ancestor-relicensed lab/base",
      "descendant-unnamed b/Poet-GGUF",
    ]);
    assert.match((await run("nobody")).stderr, /no model of nobody/);
  }));

test("a name of which nothing is shown ends a watch of several, and what was read last is kept", () =>
  withHub({ models: dataOf({ id: "lab/base" }, { id: "me/poet", parents: ["lab/base"] }) }, hub =>
    withFolder(async folder => {
      const state = join(folder, "watch.json");
      const places = ["--state", state, "--endpoint", hub.url, "--index", join(folder, "index")];
      const run = (...targets: string[]) => runCli(["watch", ...targets, ...places]);
      assert.equal((await run("me", "lab/base")).code, 0);
      const before = readFileSync(state, "utf8");
      for (const dead of ["nobody", "lab/none"]) {
        const { code, stderr } = await run("me", dead);
        assert.equal(code, 2);
        assert.match(stderr, new RegExp(`shows none of ${dead}\\. .* what was read last is kept`));
      }
      assert.equal(readFileSync(state, "utf8"), before);
    }),
  ));

test("watch and audit of a table find a parent that a card spells with other capitals", () =>
  withFolder(async folder => {
    const child = { id: "me/poet", tags: ["license:apache-2.0", "base_model:lab/base"], downloads: 1n };
    const [older, newer] = ["license:mit", "license:cc-by-nc-4.0"].map((license, at) => {
      const path = join(folder, `${at}.parquet`);
      writeFileSync(path, parquetOf([{ id: "lab/Base", tags: [license], downloads: 1n }, child]));
      return path;
    });
    const index = join(folder, "index");
    assert.equal((await runCli(["import", newer ?? "", "--index", index])).code, 0);
    const watched = await runCli(["watch", "me", "--compare", older ?? "", "--index", index]);
    assert.match(watched.stdout, /lab\/Base/);
    const audited = await runCli(["audit", "me", "--snapshot", "--index", index, "--format", "json"]);
    assert.match(audited.stdout, /license\/nc-dropped/);
  }));

/** Runs watches of one Hub that keep their states in one file, each over an index of its own or the same. */
const watching =
  (hub: { readonly url: string }, folder: string) =>
  (targets: readonly string[], index = "index") =>
    runCli([
      ...["watch", ...targets, "--endpoint", hub.url, "--index", join(folder, index)],
      ...["--state", join(folder, "watch.json"), "--format", "json"],
    ]);

const kindsOf = ({ stdout }: { readonly stdout: string }): string[] =>
  JSON.parse(stdout).changes.map(({ kind, about }: Record<string, string>) => `${kind} ${about}`);

test("a model that the Hub no longer shows is gone, whatever the index or a table of the whole Hub knew of it", () =>
  withHub({ models: models() }, hub =>
    withFolder(async folder => {
      const table = join(folder, "table.parquet");
      writeFileSync(table, parquetOf([{ id: "lab/base", tags: ["license:mit"], downloads: 1n }]));
      const run = watching(hub, folder);
      for (const index of ["index", "other"])
        assert.equal((await runCli(["import", table, "--index", join(folder, index)])).code, 0);
      assert.equal((await run(["me/poet"])).code, 0);
      const state = readFileSync(join(folder, "watch.json"));
      hub.data.remove("lab/base");
      for (const index of ["index", "other"]) {
        writeFileSync(join(folder, "watch.json"), state);
        const gone = await run(["me/poet"], index);
        assert.deepEqual([gone.code, kindsOf(gone)], [1, ["ancestor-gone lab/base"]], index);
      }
      hub.data.remove("me/poet");
      const own = await run(["me/poet"]);
      assert.equal(own.code, 2);
      assert.match(own.stderr, /shows none of me\/poet/);
    }),
  ));

test("an ancestor that is refused is told, and what was read of it last is kept for a later comparison", () =>
  withHub({ models: models() }, hub =>
    withFolder(async folder => {
      const run = watching(hub, folder);
      assert.equal((await run(["me/poet"])).code, 0);
      const refuse = (targets: readonly unknown[]) =>
        fetch(`${hub.url}/__test/faults`, { method: "PUT", body: JSON.stringify({ targets }) });
      await refuse([{ match: "/api/models/lab/base", status: 400 }]);
      for (const index of ["index", "fresh"]) {
        const refused = await run(["me/poet"], index);
        assert.deepEqual([refused.code, kindsOf(refused)], [2, []], refused.stderr);
        assert.match(refused.stderr, /What was read of it last is kept/);
      }
      await refuse([]);
      hub.data.put([factsFromJson({ id: "lab/base", license: "gemma" })]);
      assert.deepEqual(kindsOf(await run(["me/poet"], "another")), ["ancestor-relicensed lab/base"]);
    }),
  ));

test("changes that could not be printed are told again, and watches of other names keep theirs", () =>
  withHub({ models: models() }, hub =>
    withFolder(async folder => {
      const run = watching(hub, folder);
      const [one, other] = await Promise.all([run(["me/poet"], "one"), run(["lab/base"], "two")]);
      assert.deepEqual([one?.code, other?.code], [0, 0]);
      const state = () => Object.keys(JSON.parse(readFileSync(join(folder, "watch.json"), "utf8")).watched);
      assert.deepEqual(state().sort(), [`${hub.url} lab/base`, `${hub.url} me/poet`]);
      hub.data.put([factsFromJson({ id: "lab/base", license: "gemma" })]);
      const places = `--endpoint ${hub.url} --index ${join(folder, "one")} --state ${join(folder, "watch.json")}`;
      const program = `"${process.execPath}" "${join(repoRoot(), "dist/cli.js")}"`;
      if (existsSync("/dev/full"))
        assert.equal((await runShell(`${program} watch me/poet ${places} > /dev/full`, folder)).code, 2);
      assert.deepEqual(kindsOf(await run(["me/poet"], "one")), ["ancestor-relicensed lab/base"]);
    }),
  ));

test("an ancestor that was gone and comes back under another license is told as changed", () =>
  withHub({ models: models() }, hub =>
    withFolder(async folder => {
      const run = watching(hub, folder);
      assert.equal((await run(["me/poet"])).code, 0);
      hub.data.remove("lab/base");
      assert.deepEqual(kindsOf(await run(["me/poet"])), ["ancestor-gone lab/base"]);
      assert.deepEqual(kindsOf(await run(["me/poet"])), [], "it is told once");
      hub.data.put([factsFromJson({ id: "lab/base", license: "cc-by-nc-nd-4.0" })]);
      const back = await run(["me/poet"]);
      assert.deepEqual(kindsOf(back).sort(), ["ancestor-back lab/base", "ancestor-relicensed lab/base"]);
      assert.equal(back.code, 1);
    }),
  ));
