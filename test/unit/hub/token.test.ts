import assert from "node:assert/strict";
import { test } from "node:test";
import {
  chosenEndpoint,
  environmentOrigin,
  isOfflineByEnvironment,
  publicEndpoint,
} from "../../../src/hub/environment";
import { findToken, type TokenSources, tokenPath } from "../../../src/hub/token";

function sources(more: Partial<TokenSources>, files: Record<string, string> = {}): TokenSources {
  return {
    stored: async () => null,
    environment: {},
    home: "/home/me",
    readText: async path => files[path] ?? null,
    ...more,
  };
}

const hub = publicEndpoint;

test("the sign-in token takes precedence over the environment, which takes precedence over the file", async () => {
  const files = { "/home/me/.cache/huggingface/token": "hf_file\n" };
  const environment = { HF_TOKEN: " hf_env ", HUGGING_FACE_HUB_TOKEN: "hf_older" };
  const found = (more: Partial<TokenSources>) => findToken(sources(more, files), hub);
  assert.deepEqual(await found({ stored: async () => "hf_stored", environment }), {
    token: "hf_stored",
    from: "sign-in",
    owner: hub,
  });
  assert.deepEqual(await found({ environment }), { token: "hf_env", from: "HF_TOKEN", owner: hub });
  assert.deepEqual(await found({ stored: async () => " ", environment: { ...environment, HF_TOKEN: "" } }), {
    token: "hf_older",
    from: "HUGGING_FACE_HUB_TOKEN",
    owner: hub,
  });
  assert.deepEqual(await found({}), { token: "hf_file", from: "file", owner: hub });
  assert.equal(await findToken(sources({}), hub), null);
  assert.equal(await findToken(sources({ home: null }), hub), null);
});

test("a token from the environment belongs to the origin of HF_ENDPOINT, however that is written", () => {
  for (const [endpoint, owner] of [
    [undefined, hub],
    [" ", hub],
    ["https://huggingface.co/", hub],
    ["HTTPS://HuggingFace.CO:443//", hub],
    ["http://huggingface.co", "http://huggingface.co"],
    ["https://huggingface.co.", "https://huggingface.co."],
    ["https://huggingface.co:8443", "https://huggingface.co:8443"],
    ["https://hub.example/mirror/", "https://hub.example"],
    ["https://hüb.example", "https://xn--hb-xka.example"],
    ["https://huggingface.co@evil.example", null],
    ["ftp://huggingface.co", null],
    ["huggingface.co", null],
  ] as const) {
    assert.equal(environmentOrigin({ HF_ENDPOINT: endpoint }), owner, endpoint);
  }
});

test("the token file is where huggingface_hub keeps it", () => {
  const at = (environment: Record<string, string>, home: string | null = "/home/me") =>
    tokenPath({ environment, home });
  assert.equal(at({ HF_TOKEN_PATH: "/a/t", HF_HOME: "/b" }), "/a/t");
  assert.equal(at({ HF_HOME: "~/hf" }), "/home/me/hf/token");
  assert.equal(at({ HF_HOME: "~other/hf" }), "~other/hf/token");
  assert.equal(at({ XDG_CACHE_HOME: "/c" }), "/c/huggingface/token");
  assert.equal(at({}), "/home/me/.cache/huggingface/token");
  assert.equal(at({}, null), null);
});

test("the endpoint is the setting's, else HF_ENDPOINT's, else the public Hub", () => {
  assert.equal(chosenEndpoint("http://a", { HF_ENDPOINT: "http://b" }), "http://a");
  assert.equal(chosenEndpoint(" ", { HF_ENDPOINT: "http://b" }), "http://b");
  assert.equal(chosenEndpoint(undefined, { HF_ENDPOINT: "" }), publicEndpoint);
});

test("HF_HUB_OFFLINE is read as huggingface_hub reads it", () => {
  for (const value of ["1", "true", "YES", "On", " 1 "]) {
    assert.ok(isOfflineByEnvironment({ HF_HUB_OFFLINE: value }), value);
  }
  for (const value of ["0", "", "false", "off", "no", "2", "truely"]) {
    assert.ok(!isOfflineByEnvironment({ HF_HUB_OFFLINE: value }), value);
  }
  assert.ok(!isOfflineByEnvironment({}));
});
