import assert from "node:assert/strict";
import { test } from "node:test";
import { HubError } from "../../../../src/app/ports/errors";
import { onStage } from "../reader-stage";

const hour = 3_600_000;

test("a model is requested once, and again after a day", () =>
  onStage(async ({ reader, asked, clock }) => {
    await reader.readModel("bigscience/bloom-560m");
    assert.equal(asked().length, 1);
    await reader.readModel("bigscience/bloom-560m");
    assert.deepEqual(asked(), []);
    clock.now += 25 * hour;
    await reader.readModel("bigscience/bloom-560m");
    assert.equal(asked().length, 1);
    await reader.readModel("bigscience/bloom-560m", { force: true });
    assert.equal(asked().length, 1, "force asks even for what is fresh");
  }));

test("a missing model is not requested again for ten minutes", () =>
  onStage(async ({ reader, asked, clock }) => {
    const found = await reader.readModel("bigscience/bloom-650m");
    assert.equal(found.state, "failed");
    assert.equal(asked().length, 1);
    clock.now += 9 * 60_000;
    await reader.readModel("bigscience/bloom-650m");
    assert.deepEqual(asked(), []);
    clock.now += 2 * 60_000;
    await reader.readModel("bigscience/bloom-650m");
    assert.equal(asked().length, 1);
  }));

test("a temporary failure is thrown, not remembered", () =>
  onStage(async ({ hub, reader }) => {
    hub.setFaults({ targets: [{ match: "/api/models/bigscience", status: 503 }] });
    await assert.rejects(reader.readModel("bigscience/bloom-560m"), (error: unknown) => {
      assert.ok(error instanceof HubError);
      assert.equal(error.reason, "server");
      return true;
    });
    hub.setFaults({});
    assert.equal((await reader.readModel("bigscience/bloom-560m")).state, "known");
  }));

test("ancestors are read up to the roots, or as many levels as requested", () =>
  onStage(async ({ reader, index }) => {
    const root = "HuggingFaceTB/SmolLM2-1.7B";
    await reader.readDescendants(root, { down: 2 });
    const { edges } = await index.family({ id: root, down: 2 });
    const grandchild = edges.find(edge => edge.parent !== root);
    assert.ok(grandchild, "the family has a second level");
    await index.clear();

    await reader.readAncestors(grandchild.child, { up: 1 });
    const near = await index.family({ id: grandchild.child, up: 1, down: 0 });
    assert.deepEqual(near.models.map(model => model.id).sort(), [grandchild.child, grandchild.parent].sort());
    assert.equal((await index.lookup([root]))[0]?.state, "unknown", "a second level was read unasked");

    await reader.readAncestors(grandchild.child);
    const whole = await index.family({ id: grandchild.child, down: 0 });
    assert.equal(whole.models.length, 3);
    assert.ok(
      whole.models.every(model => model.createdAt !== null),
      "an ancestor is only named, not read",
    );
  }));

test("descendants are read down to the leaves: all 1,042 models of SmolLM2-1.7B, branching ones first", () =>
  onStage(async ({ reader, index, asked }) => {
    const id = "HuggingFaceTB/SmolLM2-1.7B";
    await reader.readModel(id, { detailed: true });
    asked();
    const outcome = await reader.readDescendants(id);
    assert.deepEqual(outcome, { failure: null, more: false });
    const family = await index.family({ id });
    assert.equal(family.models.length, 1042);
    assert.equal(family.edges.length, 1041);
    assert.deepEqual(family.unchecked, []);
    const relation = new Map(family.edges.map(edge => [edge.child, edge.relation]));
    const lists = asked().map(path => /filter=base_model:([^&]+)/.exec(path)?.[1] ?? "");
    assert.equal(new Set(lists).size, lists.length, "a list was asked for twice");
    const firstLevel = lists.slice(1, 75).map(each => relation.get(each));
    const lastFinetune = firstLevel.lastIndexOf("finetune");
    const firstAdapter = firstLevel.indexOf("adapter");
    assert.ok(lastFinetune > 0 && firstAdapter > 0, `not the first level: ${firstLevel.join(" ")}`);
    assert.ok(
      firstAdapter > lastFinetune - 4,
      `an adapter was asked before a finetune: ${firstLevel.join(" ")}`,
    );
  }));

test("a limit leaves the rest for later, and the next run continues where it stopped", () =>
  onStage(async ({ reader, index, asked }) => {
    const id = "bigscience/bloom-560m";
    const first = await reader.readDescendants(id, { maxLists: 20 });
    assert.deepEqual(first, { failure: null, more: true });
    assert.equal(asked().length, 20);
    assert.equal((await index.family({ id })).unchecked.length, 55);
    const second = await reader.readDescendants(id);
    assert.deepEqual(second, { failure: null, more: false });
    assert.equal(asked().length, 55);
  }));

test("one failing list does not lose the others", () =>
  onStage(async ({ hub, reader, index }) => {
    const id = "bigscience/bloom-560m";
    hub.setFaults({ targets: [{ match: "base_model(:|%3A)jasoneden", status: 500 }] });
    const outcome = await reader.readDescendants(id);
    assert.equal(outcome.failure?.reason, "server");
    const family = await index.family({ id });
    assert.equal(family.models.length, 75);
    assert.ok(family.unchecked.length > 0 && family.unchecked.every(each => each.startsWith("jasoneden/")));
  }));

test("canceling stops the requests and keeps what was read", () =>
  onStage(async ({ reader, index, asked }) => {
    const id = "bigscience/bloom-560m";
    const controller = new AbortController();
    const outcome = await reader.readDescendants(id, {
      signal: controller.signal,
      onProgress: ({ checked }) => checked === 10 && controller.abort(),
    });
    assert.equal(outcome.failure?.reason, "canceled");
    assert.ok(asked().length < 40, "it went on asking");
    assert.equal((await index.family({ id })).models.length, 75);
  }));

test("an unreachable Hub stops the run at once", () =>
  onStage(async ({ hub, reader, index, asked }) => {
    const id = "bigscience/bloom-560m";
    await reader.readDescendants(id, { maxLists: 1 });
    asked();
    await hub.close();
    const outcome = await reader.readDescendants(id);
    assert.equal(outcome.failure?.reason, "unreachable");
    assert.equal(outcome.more, true);
    assert.equal((await index.family({ id })).models.length, 75);
  }));
