import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { firstCard, firstModel, sampleFiles } from "../../../src/demo/sample-cards";
import { createSampleFetch, sampleEndpoint } from "../../../src/demo/sample-hub";
import { sampleModels } from "../../../src/demo/sample-models";
import { connectHub } from "../../../src/hub/connect";
import { hubDecoder } from "../../../src/hub/decode";

const asked: string[] = [];
const fetchOfSample = createSampleFetch();
const { hub } = connectHub({
  endpoint: () => sampleEndpoint,
  storedToken: async () => null,
  offline: () => false,
  environment: {},
  home: null,
  readText: async () => null,
  fetch: (url, init) => {
    asked.push(url);
    return fetchOfSample(url, init);
  },
});
const models = sampleModels();
const bodyOf = ({ body }: { readonly body: Uint8Array | null }) => body ?? new Uint8Array();

describe("the sample Hub", () => {
  it("is one family of 100 to 200 models, in which every parent is a model", () => {
    assert.ok(models.size >= 100 && models.size <= 200, `${models.size} models`);
    const roots = [...models.values()].filter(({ parents }) => parents.length === 0).map(({ id }) => id);
    assert.deepEqual(roots, [firstModel]);
    for (const { parents } of models.values()) for (const id of parents) assert.ok(models.has(id), id);
    assert.ok([...models.values()].every(({ parameters, downloads }) => parameters > 0 && downloads >= 0));
  });
  it("answers through the real client: a model, its children with their number, and its card", async () => {
    const { model, parents } = hubDecoder.model(bodyOf(await hub.model("saltmarsh/harbor-support-bot")));
    assert.equal(model.license, "apache-2.0");
    assert.deepEqual(
      parents.map(({ parent, relation }) => [parent, relation]),
      [["tidewater-lab/Harbor-1B-Chat", "finetune"]],
    );
    const root = hubDecoder.model(bodyOf(await hub.model(firstModel))).model;
    const list = await hub.list({ of: "children", name: firstModel, order: "created", page: null });
    const children = hubDecoder.list(bodyOf(list));
    const counted = Object.values(root.childCounts ?? {}).reduce((sum, count) => sum + count, 0);
    assert.ok(children.length > 5);
    assert.equal(children.length, counted);
    assert.match(await hub.card(firstModel), /license: cc-by-nc-4\.0[\s\S]*does not exist/);
  });
  it("finds models by a part of their name, the most downloaded first", async () => {
    const found = await hub.search("harbor sql", 5);
    assert.equal(found[0], "pilotboat/harbor-sql");
  });
  it("says of an unknown model that it is missing", async () => {
    await assert.rejects(hub.model("tidewater-lab/Harbour-1B"), { name: "HubError", reason: "missing" });
  });
  it("answers at its own address only", async () => {
    const elsewhere = await fetchOfSample("https://huggingface.co/api/models/tidewater-lab/Harbor-1B");
    assert.equal(elsewhere.status, 404);
    assert.deepEqual(
      asked.filter(url => !url.startsWith(`${sampleEndpoint}/`)),
      [],
    );
  });
  it("has the card that a first look begins with", () => {
    assert.ok(sampleFiles.some(({ path, text }) => path === firstCard && text.includes(firstModel)));
  });
});
