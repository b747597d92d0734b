import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repoRoot } from "../../harness/root";
import { dataOf, withHub } from "../../unit/hub-server/loopback";
import { runCli, withFolder } from "../run";

const card =
  "---\nlicense: mit\nlibrary_name: peft\n---\n# Poet\n\nThis model is a fine-tuned version of [lab/poet](https://huggingface.co/lab/poet) on x.\n";

test("trace says offline what the files and the card of a folder name, as text and as JSON", () =>
  withFolder(async root => {
    const folder = join(root, "model");
    mkdirSync(folder);
    writeFileSync(join(folder, "README.md"), card);
    writeFileSync(join(folder, "adapter_config.json"), '{"base_model_name_or_path":"lab/poet"}');
    const run = (...more: string[]) =>
      runCli(["trace", folder, "--offline", "--index", join(root, "index"), ...more]);
    const json = await run("--format", "json");
    assert.equal(json.code, 0, json.stderr);
    const { model, declared, inferred, filesRead } = JSON.parse(json.stdout);
    assert.deepEqual([model, declared, filesRead], [null, [], ["adapter_config.json"]]);
    assert.equal(inferred.length, 1);
    assert.deepEqual([inferred[0].parent, inferred[0].relation], ["lab/poet", "adapter"]);
    assert.deepEqual(inferred[0].evidence.map(({ kind }: { kind: string }) => kind).sort(), [
      "adapter-config",
      "prose",
    ]);
    const text = await run();
    assert.match(text.stdout, /99% {2}lab\/poet \(adapter\)/);
    assert.match(text.stdout, /adapter_config\.json: base_model_name_or_path: lab\/poet/);
  }));

test("trace reads the header of a GGUF file and shows what contradicts what is declared", () =>
  withFolder(async root => {
    copyFileSync(join(repoRoot(), "test/fixtures/evidence/converted.gguf"), join(root, "poet.Q4_K_M.gguf"));
    writeFileSync(join(root, "README.md"), "---\nbase_model: other/model\n---\n# Poet\n");
    writeFileSync(join(root, "adapter_config.json"), "\u0000not json");
    const { stdout, code } = await runCli([
      "trace",
      root,
      "--offline",
      "--index",
      join(root, "index"),
      "--format",
      "json",
    ]);
    assert.equal(code, 2, "the configuration is no JSON");
    const { inferred, contradictions, declared, problems } = JSON.parse(stdout);
    assert.match(problems[0], /adapter_config\.json is not valid JSON/);
    assert.deepEqual(declared, [{ parent: "other/model", relation: "adapter" }]);
    assert.equal(inferred[0].parent, "made-up-lab/poet-7b-instruct");
    assert.deepEqual(
      contradictions.map(({ about }: { about: string }) => about),
      ["declared"],
    );
  }));

test("trace refuses what is neither a path nor a model ID, and a model on the Hub offline", async () => {
  const neither = await runCli(["trace", "no such thing"]);
  assert.equal(neither.code, 2);
  assert.match(neither.stderr, /There is no file or folder "no such thing", and it is not a model ID\./);
  const offline = await runCli(["trace", "lab/poet", "--offline"]);
  assert.equal(offline.code, 2);
  assert.match(offline.stderr, /cannot be read offline/);
});

test("trace reads a model's files, card, and namesakes from the Hub", () =>
  withHub(
    {
      models: dataOf(
        { id: "lab/poet", tags: ["transformers", "llama"], library: "transformers" },
        { id: "user/poet-lora", parents: ["lab/poet"], relation: "adapter", library: "peft" },
        { id: "user/poet-GGUF" },
      ),
    },
    hub =>
      withFolder(async root => {
        const run = async (id: string) => {
          const args = [
            "trace",
            id,
            "--endpoint",
            hub.url,
            "--index",
            join(root, "index"),
            "--format",
            "json",
          ];
          const { stdout, stderr } = await runCli(args);
          assert.notEqual(stdout, "", stderr);
          return JSON.parse(stdout);
        };
        const adapter = await run("user/poet-lora");
        assert.deepEqual(adapter.declared, [{ parent: "lab/poet", relation: "adapter" }]);
        assert.equal(adapter.inferred[0].parent, "lab/poet");
        assert.ok(adapter.filesRead.includes("adapter_config.json"));
        assert.deepEqual(adapter.contradictions, []);
        const copy = await run("user/poet-GGUF");
        assert.deepEqual([copy.declared, copy.inferred[0].parent], [[], "lab/poet"]);
        assert.equal(copy.inferred[0].relation, "quantized");
      }),
  ));
