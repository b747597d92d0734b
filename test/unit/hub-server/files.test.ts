import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { hubAsset } from "../../hub/asset-root";
import { readFamilies } from "../../hub/family-file";
import type { ModelFacts } from "../../hub/models/facts";
import { cardText } from "../../hub/models/model-card";
import { frontMatterOf } from "../../hub/models/model-front-matter";
import { dataOf, show, withHub } from "./loopback";

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function disagreements(model: ModelFacts): string[] {
  const front = frontMatterOf(cardText(model)) ?? {};
  const facts: [string, readonly unknown[]][] = [
    ["license", listOf(model.license)],
    ["language", model.languages],
    ["base_model", model.parents],
    ["datasets", model.datasets],
  ];
  const wrong = facts.filter(([key, known]) => JSON.stringify(listOf(front[key])) !== JSON.stringify(known));
  // A card may leave these to the Hub, but must not contradict it.
  const optional = [
    ["pipeline_tag", model.task],
    ["library_name", model.library],
    ["base_model_relation", model.relation],
  ] as const;
  const contradicted = optional.filter(([key, known]) => front[key] !== undefined && front[key] !== known);
  return [...wrong, ...contradicted].map(
    ([key]) => `${model.id}: ${key} of the card is ${JSON.stringify(front[key])}`,
  );
}

test("the front matter of every card agrees with the model's facts", () => {
  const models = readFamilies();
  assert.deepEqual(models.flatMap(disagreements), [], "correct the card in test/hub/cards");
});

test("every card that was written belongs to a model of a family", () => {
  const ids = new Set(readFamilies().map(model => model.id));
  const strays = readdirSync(hubAsset("cards")).filter(
    file => !ids.has(file.replace("__", "/").replace(/\.md$/, "")),
  );
  assert.deepEqual(strays, [], "name the card ORG__NAME.md after a model in test/hub/families");
});

test("README is served with its commit, by HEAD too, and not again when it has not changed", async () => {
  await withHub({ models: dataOf({ id: "a/b", card: "---\nlicense: mit\n---\n# Über\n" }) }, async hub => {
    const address = `${hub.url}/a/b/resolve/main/README.md`;
    const got = await fetch(address);
    const text = await got.text();
    assert.equal(text, "---\nlicense: mit\n---\n# Über\n");
    const model = await show(`${hub.url}/api/models/a/b`);
    assert.equal(got.headers.get("x-repo-commit"), model.sha);
    assert.deepEqual([model.tags, model.cardData], [["license:mit", "region:us"], { license: "mit" }]);
    const head = await fetch(address, { method: "HEAD" });
    assert.deepEqual(
      [head.status, head.headers.get("content-length")],
      [200, String(Buffer.byteLength(text))],
    );
    assert.equal(await head.text(), "");
    const again = await fetch(address, { headers: { "if-none-match": got.headers.get("etag") ?? "" } });
    assert.equal(again.status, 304);
    const raw = await fetch(`${hub.url}/a/b/raw/main/README.md`);
    assert.equal(await raw.text(), text);
    const part = await fetch(address, { headers: { range: "bytes=0-2" } });
    assert.deepEqual([part.status, await part.text()], [206, "---"]);
    assert.equal(part.headers.get("content-range"), `bytes 0-2/${Buffer.byteLength(text)}`);
  });
});

test("a model without anything to declare has a README without front matter and no cardData", async () => {
  await withHub({ models: dataOf({ id: "a/bare" }) }, async hub => {
    const model = await show(`${hub.url}/api/models/a/bare`);
    assert.equal("cardData" in model || "model-index" in model, false);
    assert.match(await (await fetch(`${hub.url}/a/bare/resolve/main/README.md`)).text(), /^# bare\n/);
  });
});

test("weights lie on another host, which is asked without the token", async () => {
  const models = dataOf({ id: "a/b", files: ["README.md", "model.safetensors"], parameters: 1000 });
  await withHub({ models }, async hub => {
    const address = `${hub.url}/a/b/resolve/main/model.safetensors`;
    const response = await fetch(address, { headers: { authorization: "Bearer hf_loopback" } });
    assert.equal(response.status, 200);
    const [asked, stored] = hub.requests();
    assert.deepEqual([asked?.status, asked?.token, stored?.token], [302, "valid", "none"]);
    assert.match(stored?.host ?? "", /^localhost:/);
    const detail = await show(`${hub.url}/api/models/a/b?blobs=true`);
    const files = detail.siblings as { rfilename: string; size: number; lfs?: unknown }[];
    assert.deepEqual(
      files.map(file => [file.rfilename, file.lfs !== undefined]),
      [
        ["README.md", false],
        ["model.safetensors", true],
      ],
    );
    assert.equal(files[1]?.size, 2000);
  });
});

test("an answer that has not changed is 304, and web pages may read it", async () => {
  await withHub({ models: dataOf({ id: "a/b" }) }, async hub => {
    const first = await fetch(`${hub.url}/api/models/a/b`, { headers: { origin: "http://127.0.0.1:5" } });
    assert.equal(first.headers.get("access-control-allow-origin"), "http://127.0.0.1:5");
    assert.equal(first.headers.get("access-control-expose-headers")?.includes("RateLimit"), false);
    assert.ok(first.headers.get("x-request-id"), "X-Request-Id is missing");
    const again = await fetch(`${hub.url}/api/models/a/b`, {
      headers: { "if-none-match": first.headers.get("etag") ?? "" },
    });
    assert.deepEqual([again.status, await again.text()], [304, ""]);
    const asked = await fetch(`${hub.url}/api/models/a/b`, {
      method: "OPTIONS",
      headers: { origin: "http://x", "access-control-request-headers": "authorization" },
    });
    assert.deepEqual(
      [asked.status, asked.headers.get("access-control-allow-headers")],
      [204, "authorization"],
    );
  });
});

test("the page of a model is HTML in which its name is only text", async () => {
  await withHub({ models: dataOf({ id: "a/<b>" }) }, async hub => {
    const html = await (await fetch(`${hub.url}/a/${encodeURIComponent("<b>")}`)).text();
    assert.match(html, /<h1>a\/&#60;b&#62;<\/h1>/);
  });
});
