import assert from "node:assert/strict";
import { test } from "node:test";
import { createHubClients } from "../../../src/hub/client";
import { HubData } from "../../hub/hub-data";
import { startHub } from "../../hub/server";
import { clientOptions, failed, json, withStub } from "./stub-server";

test("a name is an organization's, a person's, or nobody's, with one request for an organization and two for others", async () => {
  const models = new HubData();
  models.authors.set("acme", "organization").set("ann", "person");
  const hub = await startHub({ models });
  try {
    const { overviews } = createHubClients(clientOptions(hub.url));
    for (const [name, is, requests] of [
      ["acme", "organization", 1],
      ["ann", "person", 2],
      ["gone", "nobody", 2],
    ] as const) {
      hub.resetRequests();
      assert.deepEqual(await overviews.overview(name), { is }, name);
      assert.equal(hub.requests().length, requests, name);
    }
    const offline = createHubClients({ ...clientOptions(hub.url), offline: () => true }).overviews;
    await failed(offline.overview("acme"), "offline");
    await failed(overviews.overview("a/b"), "refused");
  } finally {
    await hub.close();
  }
});

test("no refusal, failure, or answer without a name passes for nobody", async () => {
  for (const [status, body, reason] of [
    [401, { error: "Invalid username or password." }, "missing-or-private"],
    [403, { error: "Forbidden" }, "refused"],
    [400, { error: "Bad" }, "refused"],
    [200, { user: "acme" }, "unreadable"],
    [200, [], "unreadable"],
    [200, { name: 7 }, "unreadable"],
  ] as const)
    await withStub(
      (_, response) => json(response, body, {}, status),
      async stub => {
        const { overviews } = createHubClients(clientOptions(stub.url));
        await failed(overviews.overview("acme"), reason);
        assert.deepEqual(stub.asked, ["/api/organizations/acme/overview"]);
      },
    );
});
