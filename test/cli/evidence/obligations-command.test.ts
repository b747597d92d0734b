import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { json, withStub } from "../../unit/hub/stub-server";
import { dataOf, withHub } from "../../unit/hub-server/loopback";
import { runCli, withFolder } from "../run";

const card = "---\nlicense: mit\nbase_model: lab/child\nbase_model_relation: quantized\n---\n# Poet\n";
const models = dataOf(
  { id: "lab/origin", license: "llama3.1", library: "transformers" },
  { id: "lab/child", license: "apache-2.0", parents: ["lab/origin"], relation: "finetune" },
);

test("obligations names what every ancestor's license asks for, what is there, and what is missing", () =>
  withHub({ models }, hub =>
    withFolder(async root => {
      const folder = join(root, "model");
      mkdirSync(folder);
      writeFileSync(join(folder, "README.md"), `${card}\nBuilt with Llama\n`);
      writeFileSync(join(folder, "LICENSE"), "Apache License\nVersion 2.0\nCopyright 2024 a lab\n");
      const run = (...more: string[]) =>
        runCli(["obligations", folder, "--endpoint", hub.url, "--index", join(root, "index"), ...more]);
      const { stdout, stderr, code } = await run("--format", "json");
      assert.equal(code, 0, stderr);
      const { ancestors, isWhole, obligations } = JSON.parse(stdout);
      assert.deepEqual([ancestors, isWhole], [2, true]);
      const state = (license: string, duty: string) =>
        obligations.find((each: Record<string, string>) => each.license === license && each.duty === duty)
          ?.state;
      assert.equal(state("apache-2.0", "copyright"), "to check", "the notice may be another's");
      assert.equal(state("llama3.1", "display"), "there");
      assert.equal(state("llama3.1", "license-copy"), "missing");
      assert.equal(state("llama3.1", "notice-text"), "missing");
      const text = await run();
      assert.match(text.stdout, /missing {3}pass on a copy of the license, for llama3\.1 of lab\/origin/);
      assert.match(text.stdout, /https:\/\/www\.llama\.com\/llama3_1\/license\//);
      assert.match(text.stdout, /not legal advice/);
    }),
  ));

test("obligations reads a model on the Hub, and says which ancestors it could not read", () =>
  withHub({ models }, hub =>
    withFolder(async root => {
      const run = (...more: string[]) =>
        runCli(["obligations", "--endpoint", hub.url, "--index", join(root, "index"), ...more]);
      const { stdout, code, stderr } = await run("lab/child", "--format", "json");
      assert.equal(code, 0, stderr);
      const { model, obligations } = JSON.parse(stdout);
      assert.equal(model, "lab/child");
      assert.ok(obligations.some(({ license }: { license: string }) => license === "llama3.1"));
      const folder = join(root, "other");
      mkdirSync(folder);
      writeFileSync(join(folder, "README.md"), card);
      const offline = await runCli(["obligations", folder, "--offline", "--index", join(root, "none")]);
      assert.match(offline.stdout, /lab\/child was not read, so its terms are not known\./);
      const none = await run("no such thing");
      assert.equal(none.code, 2);
      assert.match(none.stderr, /There is no file or folder "no such thing"/);
    }),
  ));

test("obligations tells of parents that only files name, of broken files, and of ancestors that nobody read", () =>
  withHub({ models }, hub =>
    withFolder(async root => {
      const told = async (text: string, files: Readonly<Record<string, string>>, ...more: string[]) => {
        const folder = join(root, `model-${Object.keys(files).join()}-${more.length}`);
        mkdirSync(folder);
        writeFileSync(join(folder, "README.md"), text);
        for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
        const args = ["obligations", folder, "--format", "json", "--index", join(root, "index")];
        const { code, stdout, stderr } = await runCli([...args, "--endpoint", hub.url, ...more]);
        const { isWhole, undeclared } = JSON.parse(stdout);
        return {
          code,
          stderr,
          isWhole,
          undeclared: undeclared.map(({ parent }: { parent: string }) => parent),
        };
      };
      const bare = "---\nlicense: mit\nlibrary_name: peft\n---\n# Poet\n";
      const adapter = { "adapter_config.json": '{"base_model_name_or_path": "lab/origin"}' };
      const { code, isWhole, undeclared } = await told(bare, adapter);
      assert.deepEqual([code, isWhole, undeclared], [2, false, ["lab/origin"]]);
      const other = await told(card.replace("lab/child", "lab/origin"), { ...adapter, LICENSE: "x" });
      assert.deepEqual([other.code, other.isWhole, other.undeclared], [0, true, []]);
      const broken = await told(bare, { "config.json": "{bad" });
      assert.deepEqual([broken.code, broken.isWhole], [2, true]);
      assert.match(broken.stderr, /config\.json is not valid JSON/);
      const missing = await told(card.replace("lab/child", "lab/none"), { NOTICE: "x" });
      assert.deepEqual([missing.code, missing.isWhole], [2, false]);
    }),
  ));

test("a card on the Hub that cannot be read is told by trace and by obligations", () =>
  withStub(
    (request, response) => {
      const path = request.url ?? "";
      if (path.includes("/tree/")) json(response, [{ type: "file", path: "README.md", size: 2 }]);
      else if (path.includes("/resolve/"))
        response.writeHead(200, { "X-Repo-Commit": "0" }).end(Buffer.from([0xff]));
      else json(response, path.startsWith("/api/models?") ? [] : { id: "lab/poet", tags: [] });
    },
    hub =>
      withFolder(async root => {
        for (const command of ["trace", "obligations"]) {
          const args = [command, "lab/poet", "--endpoint", hub.url, "--index", join(root, "index")];
          const { stderr } = await runCli(args);
          assert.match(stderr, /README\.md is not UTF-8 text/, command);
        }
      }),
  ));

test("trace and obligations tell of a card that cannot be read, or whose parent cannot", () =>
  withFolder(async root => {
    const cards = {
      syntax: "---\nlicense: mit\ntitle: a: b\nbase_model: lab/origin\n---\n",
      open: "---\nlicense: mit\nbase_model: lab/origin\n# A model\n",
      misspelt: "---\nlicense: mit\nbasemodel: lab/origin\n---\n",
      above: "Some words.\n\n---\nlicense: mit\nbase_model: lab/origin\n---\n",
      address: "---\nlicense: mit\nbase_model: https://huggingface.co/lab/origin\n---\n",
      pointer: `version https://git-lfs.github.com/spec/v1\noid sha256:${"a".repeat(64)}\nsize 700\n`,
    };
    for (const [name, text] of Object.entries(cards)) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, "README.md"), text);
      for (const command of ["trace", "obligations"]) {
        const args = [command, join(root, name), "--offline", "--index", join(root, "index")];
        const { code, stderr } = await runCli(args);
        assert.equal(code, 2, `${command} ${name}`);
        assert.match(stderr, /README\.md: \S/, `${command} ${name}`);
      }
    }
  }));

test("a private ancestor is read as soon as a token shows it, although it was not shown before", () =>
  withHub({ models: dataOf({ id: "lab/secret", license: "llama3.1", private: true }) }, hub =>
    withFolder(async root => {
      writeFileSync(join(root, "README.md"), "---\nlicense: mit\nbase_model: lab/secret\n---\n");
      const args = ["obligations", root, "--format", "json", "--index", join(root, "index")];
      const without = await runCli(args, { HF_ENDPOINT: hub.url });
      assert.deepEqual([without.code, JSON.parse(without.stdout).ancestors], [2, 0]);
      const token = { HF_ENDPOINT: hub.url, HF_TOKEN: "hf_loopback_access" };
      const { code, stdout, stderr } = await runCli(args, token);
      assert.deepEqual([code, JSON.parse(stdout).ancestors], [0, 1], stderr);
    }),
  ));
