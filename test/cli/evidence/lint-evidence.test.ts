import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dataOf, withHub } from "../../unit/hub-server/loopback";
import { runCli, withFolder } from "../run";

interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
}

const plain = "---\nlicense: mit\nlibrary_name: transformers\n---\n# Poet\n";

async function lint(folder: string, ...more: string[]): Promise<readonly Told[]> {
  const args = ["lint", folder, "--format", "json", "--index", join(folder, "../index"), ...more];
  const { stdout, stderr, code } = await runCli(args);
  assert.ok(code !== null && code < 2, stderr);
  const { files } = JSON.parse(stdout);
  return files[0].findings.filter(({ rule }: Told) =>
    /^base-model\/(?:missing|contradicts-files|copy)$/.test(rule),
  );
}

function folderWith(root: string, files: Readonly<Record<string, string>>): string {
  const folder = join(root, "model");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test("lint reads the files next to a card offline, and --fix leaves what is only inferred to the person", () =>
  withFolder(async root => {
    const adapter = '{"base_model_name_or_path":"lab/poet"}';
    const folder = folderWith(root, { "README.md": plain, "adapter_config.json": adapter });
    const [finding, ...more] = await lint(folder, "--offline");
    assert.deepEqual([finding?.rule, finding?.severity, more], ["base-model/missing", "warning", []]);
    assert.match(finding?.message ?? "", /^adapter_config\.json names lab\/poet, /);
    await lint(folder, "--offline", "--fix");
    assert.equal(readFileSync(join(folder, "README.md"), "utf8"), plain);
  }));

test("lint takes nothing from hostile files next to a card, says so, and goes on", () =>
  withFolder(async root => {
    const folder = folderWith(root, {
      "README.md": plain,
      "adapter_config.json": '{"base_model_name_or_path": {"__proto__": []}}',
      "config.json": `{"_name_or_path": "${"a".repeat(400)}/b"}`,
      "mergekit_config.yml": "models: &a [*a]\n",
      "model.gguf": "GGUF\u0003\u0000\u0000\u0000\uffff\uffff",
      "model.safetensors": "\uffff".repeat(20),
    });
    const args = ["lint", folder, "--format", "json", "--offline", "--index", join(folder, "../index")];
    const { code, stdout, stderr } = await runCli(args);
    assert.equal(code, 2, stderr);
    const { files } = JSON.parse(stdout);
    assert.deepEqual(
      files[0].findings
        .filter(({ rule }: Told) => rule.startsWith("base-model/"))
        .map(({ rule, severity, message }: Told) => [
          rule,
          severity,
          message.match(/[a-z_]+\.(?:json|yml)/g),
        ]),
      [
        [
          "base-model/unreadable-files",
          "warning",
          ["adapter_config.json", "config.json", "mergekit_config.yml"],
        ],
      ],
      "what could not be read is told",
    );
  }));

test("lint compares the weights next to a card with those of the models that it leads to", () =>
  withHub(
    { models: dataOf({ id: "lab/poet", tags: ["transformers", "llama"], library: "transformers" }) },
    hub =>
      withFolder(async root => {
        const tree = await (await fetch(`${hub.url}/api/models/lab/poet/tree/main`)).json();
        const file = tree.find(({ path }: { path: string }) => path === "model.safetensors");
        const pointer = (oid: string) =>
          `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 1000\n`;
        const told = async (card: string, oid: string) => {
          const folder = folderWith(root, { "README.md": card, "model.safetensors": pointer(oid) });
          return (await lint(folder, "--endpoint", hub.url)).map(({ rule, severity }) => [rule, severity]);
        };
        const declared = "---\nlicense: mit\nbase_model: lab/poet\nbase_model_relation: finetune\n---\n";
        assert.deepEqual(await told(declared, file.lfs.oid), [["base-model/copy", "info"]]);
        assert.deepEqual(await told(declared, "0".repeat(64)), []);
        const prose = `${plain}This is based on [lab/poet](https://huggingface.co/lab/poet).\n`;
        assert.deepEqual(await told(prose, file.lfs.oid), [["base-model/copy", "warning"]]);
      }),
  ));
