import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cyclonedxChecker, needsSchemas, spdxChecker } from "../../harness/bills/bill-schemas";
import { dataOf, withHub } from "../../unit/hub-server/loopback";
import { runCli, withFolder } from "../run";

const card =
  "---\nlicense: mit\nbase_model: gpt2\n---\n# Poet\n\nIt is a fine-tuned version of [lab/other](https://huggingface.co/lab/other).\n";
const oid = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12345\n`;

test("bom writes the bill of a folder offline, with the hashes of pointers and the evidence that files give", () =>
  withFolder(async root => {
    // A draft may be named as its parent.
    const folder = join(root, "gpt2");
    mkdirSync(folder);
    writeFileSync(join(folder, "README.md"), card);
    writeFileSync(join(folder, "adapter_config.json"), '{"base_model_name_or_path":"lab/other"}');
    writeFileSync(join(folder, "adapter_model.safetensors"), pointer);
    const run = (...more: string[]) =>
      runCli(["bom", folder, "--offline", "--index", join(root, "index"), ...more]);
    const ran = await run("--author", "Lab Ltd");
    assert.equal(ran.code, 0, ran.stderr);
    const { metadata, components } = JSON.parse(ran.stdout);
    const { name, purl, pedigree, components: files } = metadata.component;
    assert.deepEqual([name, purl, metadata.authors], ["gpt2", undefined, [{ name: "Lab Ltd" }]]);
    assert.deepEqual(
      [pedigree.ancestors, pedigree.variants].map(of => of.map((each: { purl: string }) => each.purl)),
      [["pkg:huggingface/gpt2"], ["pkg:huggingface/lab/other"]],
    );
    assert.deepEqual(files[0].hashes, [{ alg: "SHA-256", content: oid }]);
    assert.deepEqual(
      components.map((each: { purl: string }) => each.purl),
      ["pkg:huggingface/gpt2"],
    );
    const spdx = await run("--format", "spdx");
    assert.match(spdx.stdout, new RegExp(`"hashValue": "${oid}"`));
    assert.match(spdx.stdout, /"statement": "Inferred, not declared: lab\/other/);
    const lacks = await run("--missing", "--format", "json");
    const { model, counts, elements } = JSON.parse(lacks.stdout);
    assert.equal(model, null, "a draft has no ID");
    assert.equal(elements.length, counts.filled + counts.partial + counts.missing + counts.unread);
    const text = await run("--missing");
    assert.match(text.stdout, /^\.\/gpt2: of 50 minimum elements, \d+ filled/);
    assert.match(text.stdout, /missing {3}SBOM author\n {12}Run bom with --author NAME\./);
    const confused = await run("--format", "text");
    assert.match(confused.stderr, /Add --missing/);
    const refused = await run("--author", " ");
    assert.match(refused.stderr, /--author takes the name of a person or organization/);
  }));

test("bom writes a valid bill of a model on the Hub, with its ancestors, their weights, and its datasets", t =>
  withHub(
    {
      models: dataOf(
        { id: "lab/base", license: "apache-2.0", files: ["model.safetensors"] },
        { id: "lab/poet", parents: ["lab/base"], relation: "finetune", files: ["model.safetensors"] },
        {
          ...{ id: "me/poet-lora", parents: ["lab/poet", "lab/gone"], relation: "adapter" },
          ...{ library: "peft", datasets: ["o/data"], files: ["adapter_model.safetensors"] },
        },
      ),
    },
    hub =>
      withFolder(async root => {
        const run = async (format: string) => {
          const places = ["--endpoint", hub.url, "--index", join(root, "index")];
          const ran = await runCli(["bom", "me/poet-lora", "--format", format, ...places]);
          // The Hub of the tests has no real weights. That a parent is gone is in the bill.
          assert.match(ran.stderr, /^hub-lineage: The header of adapter_model.*\n$/);
          assert.equal(ran.code, 2);
          return JSON.parse(ran.stdout);
        };
        const bom = await run("cyclonedx");
        const spdx = await run("spdx");
        const { ancestors } = bom.metadata.component.pedigree;
        assert.deepEqual(
          ancestors.map((each: { name: string }) => each.name),
          ["gone", "poet"],
        );
        assert.equal(ancestors[1].pedigree.ancestors[0].name, "base");
        const hashed = (text: string) => text.match(/[0-9a-f]{64}/g)?.length;
        assert.deepEqual([hashed(JSON.stringify(bom)), hashed(JSON.stringify(spdx))], [3, 3]);
        const { url } = bom.metadata.component.externalReferences[0];
        assert.equal(url, "https://huggingface.co/me/poet-lora");
        const [cyclonedx, ofSpdx] = [cyclonedxChecker(), spdxChecker()];
        if (cyclonedx === null || ofSpdx === null) return t.skip(needsSchemas);
        assert.deepEqual([...cyclonedx(bom), ...ofSpdx(spdx)], []);
      }),
  ));

test("bom names the commit of a clone and of a snapshot in the cache, and of no other repo", () =>
  withFolder(async root => {
    const commit = "0123456789abcdef0123456789abcdef01234567";
    const cached = join(root, `models--me--poet/snapshots/${commit}`);
    const clone = join(root, "clone");
    for (const folder of [cached, join(clone, ".git")]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(cached, "README.md"), card);
    writeFileSync(join(clone, "README.md"), card);
    writeFileSync(join(clone, ".git/HEAD"), `${commit}\n`);
    const remote = (url: string) =>
      writeFileSync(join(clone, ".git/config"), `[remote "origin"]\n\turl = ${url}\n`);
    const swhid = async (folder: string) => {
      const { stdout } = await runCli(["bom", folder, "--offline", "--index", join(root, "index")]);
      return JSON.parse(stdout).metadata.component.swhid ?? null;
    };
    assert.deepEqual(await swhid(cached), [`swh:1:rev:${commit}`]);
    remote("https://huggingface.co/me/poet");
    assert.deepEqual(await swhid(clone), [`swh:1:rev:${commit}`]);
    remote("https://github.com/me/poet");
    assert.equal(await swhid(clone), null);
  }));
