import assert from "node:assert/strict";
import { test } from "node:test";
import { whoAmI } from "../../../src/hub/account";
import { dataOf, withHub } from "../hub-server/loopback";
import { clientOptions, failed, json, withStub } from "./stub-server";

test("a valid token has a user name; an invalid one is reported as such", async () => {
  await withHub({ models: dataOf() }, async hub => {
    // The token of before does not count when another is tried.
    const options = clientOptions(hub.url, { token: async () => "hf_nobody" });
    assert.equal(await whoAmI(options, "hf_loopback"), "loopback-user");
    await failed(whoAmI(options, "hf_nobody"), "bad-token");
    assert.deepEqual(
      hub.requests().map(({ path, token }) => [path, token]),
      [
        ["/api/whoami-v2", "valid"],
        ["/api/whoami-v2", "bad"],
      ],
    );
  });
});

test("what does not look like a token is not sent", async () => {
  await withStub(
    (_, response) => json(response, {}),
    async stub => {
      for (const text of ["", "password", "hf_", "hf_a b", "hf_a\nb", "api_old"]) {
        await failed(whoAmI(clientOptions(stub.url), text), "bad-token");
      }
      assert.deepEqual(stub.asked, []);
    },
  );
});

test("a token is not tried over plain http on another machine", async () => {
  const options = clientOptions("http://hub.example", { fetch: async () => assert.fail("it was sent") });
  assert.match((await failed(whoAmI(options, "hf_secret"), "refused")).message, /https/);
});

test("a malformed response is a readable failure", async () => {
  for (const body of [{}, { name: "x" }, []]) {
    await withStub(
      (_, response) => json(response, body),
      async stub => void (await failed(whoAmI(clientOptions(stub.url), "hf_secret"), "unreadable")),
    );
  }
});
