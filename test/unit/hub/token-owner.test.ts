import assert from "node:assert/strict";
import { test } from "node:test";
import type { WithheldToken } from "../../../src/app/ports/hub-port";
import { type ConnectOptions, connectHub } from "../../../src/hub/connect";
import { dataOf, withHub } from "../hub-server/loopback";
import { failed } from "./stub-server";

const model = { id: "org/a" };
const token = "hf_loopback";

function connect(endpoint: string, more: Partial<ConnectOptions> = {}) {
  const withheld: WithheldToken[] = [];
  const access = connectHub({
    endpoint: () => endpoint,
    storedToken: async () => null,
    withheld: each => withheld.push(each),
    offline: () => false,
    environment: {},
    home: "/home/me",
    readText: async () => null,
    fetch: globalThis.fetch,
    ...more,
  });
  return { access, withheld };
}

test("a token of the environment or the token file is not sent to an endpoint from elsewhere, which is told once", () =>
  withHub({ models: dataOf(model) }, async hub => {
    for (const [from, more] of [
      ["HF_TOKEN", { environment: { HF_TOKEN: token } }],
      ["HUGGING_FACE_HUB_TOKEN", { environment: { HUGGING_FACE_HUB_TOKEN: token } }],
      ["file", { readText: async () => `${token}\n` }],
    ] as const) {
      hub.resetRequests();
      const { access, withheld } = connect(hub.url, more);
      await access.hub.model("org/a");
      await access.hub.search("a", 3);
      await access.files
        .part({ url: `${hub.url}/org/a/resolve/main/README.md`, from: 0, to: 4 })
        .catch(() => 0);
      assert.deepEqual(new Set(hub.requests().map(each => each.token)), new Set(["none"]), from);
      assert.deepEqual(withheld, [{ from, owner: "https://huggingface.co", origin: hub.url }]);
    }
  }));

test("a token of the environment is sent where HF_ENDPOINT leads, and to no other port, scheme, or name of it", () =>
  withHub({ models: dataOf(model) }, async hub => {
    const port = new URL(hub.url).port;
    for (const [owner, sent] of [
      [hub.url, "valid"],
      [`${hub.url}/`, "valid"],
      [`${hub.url}/deeper/`, "valid"],
      [`http://localhost:${port}`, "none"],
      ["http://127.0.0.1:1", "none"],
      [`https://127.0.0.1:${port}`, "none"],
      [`http://me:secret@127.0.0.1:${port}`, "none"],
      ["no address", "none"],
    ] as const) {
      hub.resetRequests();
      const environment = { HF_TOKEN: token, HF_ENDPOINT: owner };
      await connect(hub.url, { environment }).access.hub.model("org/a");
      assert.deepEqual(
        hub.requests().map(each => each.token),
        [sent],
        owner,
      );
    }
  }));

test("a stored token is asked for by the origin that a request goes to, and sent nowhere else", () =>
  withHub({ models: dataOf(model) }, first =>
    withHub({ models: dataOf(model) }, async second => {
      let endpoint = `${first.url.toUpperCase()}//`;
      const storedToken = async (origin: string) => (origin === first.url ? token : null);
      const { access, withheld } = connect("", { endpoint: () => endpoint, storedToken });
      await access.hub.model("org/a");
      endpoint = second.url;
      await access.hub.model("org/a");
      const seen = (hub: typeof first) => hub.requests().map(each => each.token);
      assert.deepEqual([seen(first), seen(second), withheld], [["valid"], ["none"], []]);
    }),
  ));

test("a token that is tried goes to the Hub that was agreed on, though the endpoint changes meanwhile", () =>
  withHub({ models: dataOf() }, first =>
    withHub({ models: dataOf() }, async second => {
      let endpoint = first.url;
      const { access } = connect("", { endpoint: () => endpoint });
      const place = access.signInPlace();
      endpoint = second.url;
      assert.equal(await access.whoAmI(token, place), "loopback-user");
      assert.deepEqual([first.requests().length, second.requests().length], [1, 0]);
    }),
  ));

test("nobody is asked for a token that http would carry to another machine", async () => {
  const { access } = connect("http://hub.example");
  await failed(
    Promise.resolve().then(() => access.signInPlace()),
    "refused",
  );
});
