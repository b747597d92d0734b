import assert from "node:assert/strict";
import { test } from "node:test";
import { downloadFile, listFiles, listModels, modelInfo, whoAmI } from "@huggingface/hub";
import { dataOf, familyData, withHub } from "./loopback";

const BLOOM = "bigscience/bloom-560m";

test("the Hub's own client lists, reads and downloads from the loopback Hub", async () => {
  await withHub({ models: familyData("bigscience__bloom-560m") }, async ({ url: hubUrl }) => {
    const children: string[] = [];
    const search = { tags: [`base_model:${BLOOM}`] };
    for await (const model of listModels({ hubUrl, search, additionalFields: ["tags"] })) {
      assert.ok(model.tags.includes(`base_model:${BLOOM}`));
      children.push(model.name);
    }
    assert.equal(children.length, 74);
    const root = await modelInfo({ hubUrl, name: BLOOM, additionalFields: ["cardData", "filePaths"] });
    assert.equal(root.cardData?.license, "bigscience-bloom-rail-1.0");
    assert.ok(root.filePaths.includes("README.md"));
    const card = await downloadFile({ hubUrl, repo: BLOOM, path: "README.md" });
    assert.match((await card?.text()) ?? "", /^---\nlicense: bigscience-bloom-rail-1\.0\n/);
    assert.equal(await downloadFile({ hubUrl, repo: BLOOM, path: "NOTICE" }), null);
    const files: string[] = [];
    for await (const file of listFiles({ hubUrl, repo: BLOOM })) files.push(file.path);
    assert.deepEqual(files, root.filePaths);
  });
});

test("the Hub's own client sees the loopback Hub's refusals for what they are", async () => {
  await withHub({ models: dataOf({ id: "a/gated", gated: "auto" }) }, async ({ url: hubUrl }) => {
    const accessToken = "hf_loopback";
    assert.equal((await whoAmI({ hubUrl, accessToken })).name, "loopback-user");
    await assert.rejects(modelInfo({ hubUrl, name: "a/none" }), { statusCode: 401 });
    await assert.rejects(modelInfo({ hubUrl, name: "a/none", accessToken }), { statusCode: 404 });
    const gated = { hubUrl, repo: "a/gated", path: "README.md", accessToken };
    await assert.rejects(downloadFile(gated), { statusCode: 403 });
    await assert.rejects(
      modelInfo({ hubUrl, name: "a/gated", accessToken: "hf_nobody" }),
      /Invalid credentials/,
    );
  });
});
