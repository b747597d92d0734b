import assert from "node:assert/strict";
import { test } from "node:test";
import { DatasetsOfCards } from "../../../src/app/card/datasets-of-cards";
import { HubError } from "../../../src/app/ports/errors";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { createHubClients } from "../../../src/hub/client";
import { dataOf, withHub } from "../hub-server/loopback";
import { clientOptions, json, withStub } from "./stub-server";

const cardOf = (...ids: readonly string[]) => ({
  frontMatter: parseFrontMatter(`---\ndatasets: ${JSON.stringify(ids)}\n---\n`),
});

test("a dataset is known with its license, its new ID, or as missing; each is asked for once", () => {
  const models = dataOf();
  models.datasets.set("lab/nc", { license: "cc-by-nc-4.0", gated: "manual" });
  models.datasets.set("old", { movedTo: "lab/new" });
  models.datasets.set("lab/gone", { is: "missing" });
  models.datasets.set("lab/secret", { is: "private" });
  return withHub({ models }, async hub => {
    const { datasets: port } = createHubClients(clientOptions(hub.url));
    const datasets = new DatasetsOfCards();
    const card = cardOf("lab/nc", "old", "lab/gone", "lab/secret", "./local/path", "lab/nc");
    assert.deepEqual(datasets.get("lab/nc"), { state: "unknown" });
    assert.equal(await datasets.learn(card, port), true);
    assert.deepEqual(
      ["lab/nc", "old", "lab/gone", "lab/secret"].map(id => datasets.get(id)),
      [
        { state: "known", id: "lab/nc", license: "cc-by-nc-4.0", gated: true },
        { state: "known", id: "lab/new", license: null, gated: false },
        { state: "missing", orPrivate: false },
        { state: "missing", orPrivate: true },
      ],
    );
    const before = hub.requests().length;
    assert.equal(await datasets.learn(card, port), false);
    assert.equal(hub.requests().length, before, "nothing is asked twice");
    datasets.clear();
    assert.deepEqual(datasets.get("lab/nc"), { state: "unknown" });
  });
});

test("a card with many datasets costs at most 20 requests", () =>
  withHub({}, async hub => {
    const { datasets: port } = createHubClients(clientOptions(hub.url));
    const names = Array.from({ length: 500 }, (_, at) => `lab/data-${at}`);
    await new DatasetsOfCards().learn(cardOf(...names), port);
    assert.equal(hub.requests().length, 20);
  }));

test("what is no dataset is refused, and several licenses are all there", () =>
  withStub(
    (request, response) => {
      const path = (request.url ?? "").split("?")[0];
      if (path?.endsWith("/two")) json(response, { id: "lab/two", tags: ["license:mit", "license:gpl-3.0"] });
      else if (path?.endsWith("/another")) json(response, { id: "lab/two", tags: [] });
      else if (path?.endsWith("/other")) json(response, { id: "../../etc", tags: [] });
      else json(response, [1, 2]);
    },
    async hub => {
      const { datasets: port } = createHubClients(clientOptions(hub.url));
      assert.equal((await port.dataset("lab/two")).license, "mit, gpl-3.0");
      // Only a redirect says that a dataset has another name.
      for (const id of ["lab/other", "lab/list", "lab/another"])
        await assert.rejects(port.dataset(id), (error: unknown) => {
          assert.ok(error instanceof HubError);
          return error.reason === "unreadable" && /something other than a dataset/.test(error.message);
        });
      await assert.rejects(port.dataset("a/b/c"), /is not a valid/);
    },
  ));
