import assert from "node:assert/strict";
import { test } from "node:test";
import {
  identifyCard,
  publicEndpoint,
  repoOfCachePath,
  repoOfGitConfig,
} from "../../../../src/app/card/identify";

const endpoint = "https://huggingface.co";
const remote = (url: string, name = "origin"): string =>
  `[core]\n\tbare = false\n[remote "${name}"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/${name}/*\n`;

const remotes: readonly (readonly [url: string, endpoint: string, repo: string | null])[] = [
  ["https://huggingface.co/google/gemma-2b", endpoint, "google/gemma-2b"],
  ["https://huggingface.co/google/gemma-2b.git", endpoint, "google/gemma-2b"],
  ["https://user:hf_secret@huggingface.co/google/gemma-2b/", endpoint, "google/gemma-2b"],
  ["https://huggingface.co/gpt2", endpoint, "gpt2"],
  ["https://hf.co/google/gemma-2b", endpoint, "google/gemma-2b"],
  ["https://hf.co/google/gemma-2b.git", endpoint, "google/gemma-2b"],
  ["https://user:hf_secret@hf.co/google/gemma-2b.git", endpoint, "google/gemma-2b"],
  ["https://hf.co/google/gemma-2b", "https://hf.co", "google/gemma-2b"],
  ["https://huggingface.co/google/gemma-2b", "https://hf.co", "google/gemma-2b"],
  ["https://www.huggingface.co/google/gemma-2b", endpoint, "google/gemma-2b"],
  ["https://hf.co/datasets/google/boolq", endpoint, null],
  ["https://hf.co.evil.example/google/gemma-2b", endpoint, null],
  ["https://hf.co/google/gemma-2b", "https://hub.example.org", null],
  ["ssh://git@hf.co/google/gemma-2b.git", endpoint, "google/gemma-2b"],
  ["ssh://git@hf.co:22/google/gemma-2b", endpoint, "google/gemma-2b"],
  ["hf.co:google/gemma-2b", endpoint, "google/gemma-2b"],
  ["git@huggingface.co:google/gemma-2b", endpoint, "google/gemma-2b"],
  ["git@hf.co:datasets/google/boolq", endpoint, null],
  ['"https://hf.co/google/gemma-2b"', endpoint, "google/gemma-2b"],
  ["https://hf.co/google/gemma-2b # ours", endpoint, "google/gemma-2b"],
  ["git@hf.co:google/gemma-2b", endpoint, "google/gemma-2b"],
  ["git@hf.co:google/gemma-2b.git", endpoint, "google/gemma-2b"],
  ["ssh://git@huggingface.co/google/gemma-2b", endpoint, "google/gemma-2b"],
  ["http://127.0.0.1:8080/google/gemma-2b", "http://127.0.0.1:8080/", "google/gemma-2b"],
  ["http://127.0.0.1:9090/google/gemma-2b", "http://127.0.0.1:8080", null],
  ["https://hub.example.org/hf/google/gemma-2b", "https://hub.example.org/hf", "google/gemma-2b"],
  ["https://hub.example.org/google/gemma-2b", "https://hub.example.org/hf", null],
  ["https://huggingface.co/datasets/google/boolq", endpoint, null],
  ["https://huggingface.co/spaces/google/demo", endpoint, null],
  ["https://github.com/google/gemma_pytorch", endpoint, null],
  ["https://huggingface.co.evil.example/google/gemma-2b", endpoint, null],
  ["https://huggingface.co/google/gemma-2b/tree/main", endpoint, null],
  ["../elsewhere", endpoint, null],
];

for (const [url, hub, repo] of remotes) {
  test(`remote ${url} on ${hub} identifies ${repo ?? "no model"}`, () => {
    assert.equal(repoOfGitConfig(remote(url), hub), repo);
  });
}

test("origin takes precedence over other remotes, and remotes on other hosts are ignored", () => {
  const fork = remote("https://huggingface.co/me/fork", "fork");
  assert.equal(
    repoOfGitConfig(fork + remote("https://huggingface.co/google/gemma-2b"), endpoint),
    "google/gemma-2b",
  );
  assert.equal(repoOfGitConfig(remote("https://github.com/a/b") + fork, endpoint), "me/fork");
});

test("a path in the Hub's cache identifies its model", () => {
  const cached = "/home/a/.cache/huggingface/hub/models--google--gemma-2b/snapshots/9cf48e5/README.md";
  assert.equal(repoOfCachePath(cached), "google/gemma-2b");
  assert.equal(repoOfCachePath("/x/models--gpt2/snapshots/607a30d/README.md"), "gpt2");
  assert.equal(repoOfCachePath("/x/datasets--google--boolq/snapshots/1/README.md"), null);
  assert.equal(repoOfCachePath("/x/models--google--gemma-2b/README.md"), null);
});

test("the user's choice takes precedence over the remote, and the remote over the cache; with none of them, the card is a draft", () => {
  const path = "/x/models--a--cached/snapshots/1/README.md";
  const gitConfig = remote("https://huggingface.co/a/remote");
  const at = { path, gitConfig, endpoint, chosen: "a/chosen" };
  assert.deepEqual(identifyCard(at), { repo: "a/chosen", source: "chosen" });
  assert.deepEqual(identifyCard({ ...at, chosen: "not an id" }), { repo: "a/remote", source: "git" });
  assert.deepEqual(identifyCard({ ...at, chosen: "", gitConfig: null }), {
    repo: "a/cached",
    source: "cache",
  });
  assert.equal(identifyCard({ path: "/x/README.md", gitConfig: null, endpoint, chosen: "" }), null);
});

test("links for readers lead to the public Hub from a mirror or a local server, and to a Hub of one's own otherwise", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["https://huggingface.co", "https://huggingface.co"],
    ["https://hf-mirror.com/", "https://huggingface.co"],
    ["http://localhost:8080", "https://huggingface.co"],
    ["http://127.0.0.1:8765", "https://huggingface.co"],
    ["http://[::1]:80", "https://huggingface.co"],
    ["https://hub.example.org/hf/", "https://hub.example.org/hf"],
    ["https://localhost.example.org", "https://localhost.example.org"],
  ];
  for (const [endpoint, shown] of cases) assert.equal(publicEndpoint(endpoint), shown);
});
