import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { factsFromJson } from "../../hub/models/facts";
import { dataOf, withHub } from "../../unit/hub-server/loopback";
import { runCli, withFolder } from "../run";

const line = [
  { id: "top/base", license: "cc-by-nc-4.0" },
  { id: "org/mid", license: "mit", parents: ["top/base"], relation: "finetune" },
  { id: "org/leaf", license: "mit", parents: ["org/mid"], relation: "finetune" },
] as const;

function cardOf(folder: string, parent: string): string {
  const place = join(folder, parent.replace("/", "-"));
  mkdirSync(place, { recursive: true });
  const text = `---\nlicense: mit\nbase_model: ${parent}\nbase_model_relation: finetune\n---\n\n# Card\n`;
  writeFileSync(join(place, "README.md"), text);
  return place;
}

test("a model that the Hub no longer shows is told, and its terms and parents still count for what was made from it", () =>
  withHub({ models: dataOf(...line) }, hub =>
    withFolder(async folder => {
      const places = ["--endpoint", hub.url, "--index", join(folder, "index")];
      const rulesIn = async (parent: string): Promise<string[]> => {
        const { stdout } = await runCli(["lint", cardOf(folder, parent), ...places, "--format", "json"]);
        return JSON.parse(stdout).files.flatMap(({ findings }: { findings: { rule: string }[] }) =>
          findings.map(({ rule }) => rule),
        );
      };
      assert.equal((await runCli(["index", "top/base", ...places])).code, 0);
      const before = await rulesIn("org/leaf");
      assert.ok(before.includes("license/laundered"), before.join());
      hub.data.remove("org/mid");
      const { code, stdout } = await runCli(["index", "org/leaf", "--refresh", ...places]);
      assert.equal(code, 2, "what is known and cannot be read again is told");
      assert.match(stdout, /3 models/);
      assert.deepEqual(await rulesIn("org/leaf"), before, "what the index had still counts");
      assert.ok((await rulesIn("org/mid")).includes("base-model/not-found"));
      for (const id of ["org/leaf", "org/mid", "top/base"]) {
        const family = JSON.parse(
          (await runCli(["family", id, "--offline", "--format", "json", ...places])).stdout,
        );
        assert.deepEqual([family.models.length, family.missing], [3, []], id);
      }
      hub.data.put([
        factsFromJson({ id: "org/mid", license: "mit", parents: ["top/base"], relation: "finetune" }),
      ]);
      assert.equal((await runCli(["index", "org/leaf", "--refresh", ...places])).code, 0);
      assert.ok(!(await rulesIn("org/mid")).includes("base-model/not-found"), "it is shown again");
    }),
  ));

test("a token is asked with about what was not shown without one, by every command", () =>
  withHub({ models: dataOf(...line.map(each => ({ ...each, private: each.id === "org/mid" }))) }, hub =>
    withFolder(async folder => {
      const places = ["--endpoint", hub.url, "--index", join(folder, "index"), "--format", "json"];
      const token = { HF_TOKEN: "hf_loopback_access", HF_ENDPOINT: hub.url };
      const audited = async (env: Readonly<Record<string, string>>) => {
        const { stdout, stderr } = await runCli(["audit", "org", ...places], env);
        const { figures } = JSON.parse(stdout || `{"figures":null}`);
        return [figures?.models, figures?.incomplete, stderr] as const;
      };
      const [alone, unknown] = await audited({});
      assert.deepEqual([alone, unknown], [1, 1], "org/mid is not shown");
      const [both, none, said] = await audited(token);
      assert.deepEqual([both, none], [2, 0], said);
    }),
  ));
