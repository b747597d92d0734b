import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { type Ran, runCli, withFolder } from "./run";

/** Runs lint --fix twice on a card with one fault, against an endpoint. */
async function lintTwice(folder: string, endpoint: string): Promise<readonly Ran[]> {
  const card = join(folder, "README.md");
  writeFileSync(card, "---\nlicense: MIT\nbase_model: [lab/one, lab/two]\n---\n");
  const args = ["lint", card, "--fix", "--endpoint", endpoint, "--index", join(folder, "index")];
  return [await runCli(args), await runCli(args)];
}

test("an endpoint that is none is told each time, and nothing is remembered of the models", () =>
  withFolder(async folder => {
    for (const endpoint of ["huggingface.co", "ftp://hub.example", "http://name:secret@hub.example"]) {
      for (const { code, stdout, stderr } of await lintTwice(folder, endpoint)) {
        assert.equal(code, 2, stdout);
        assert.match(
          stderr,
          /endpoint is not an http or https address without a password\. Check --endpoint/,
        );
        assert.doesNotMatch(stderr, /secret/);
      }
      const family = await runCli([
        "family",
        "lab/one",
        "--endpoint",
        endpoint,
        "--index",
        join(folder, "index"),
      ]);
      assert.equal(family.code, 2);
      assert.doesNotMatch(family.stderr, /does not exist/);
    }
    assert.ok(!existsSync(join(folder, "index")), "an index was made");
  }));

test("models that the Hub refuses are told with exit 2, and the card is linted and fixed", () =>
  withFolder(async folder => {
    for (const status of [400, 403]) {
      const hub = createServer((_, response) => response.writeHead(status).end('{"error":"no"}'));
      await new Promise<void>(done => hub.listen(0, "127.0.0.1", done));
      try {
        const { port } = hub.address() as AddressInfo;
        const [first, second] = await lintTwice(folder, `http://127.0.0.1:${port}`);
        for (const ran of [first, second]) {
          assert.equal(ran?.code, 2, ran?.stdout);
          assert.match(
            ran?.stderr ?? "",
            /refused the request for lab\/one and 1 more, so rules that need it found/,
          );
        }
        assert.match(first?.stdout ?? "", /1 fixed/);
        const family = await runCli([
          ...[
            "family",
            "lab/one",
            "--endpoint",
            `http://127.0.0.1:${port}`,
            "--index",
            join(folder, "index"),
          ],
        ]);
        assert.match(family.stderr, /refused the request for lab\/one\./);
      } finally {
        hub.close();
        hub.closeAllConnections();
      }
    }
  }));

test("what a proxy says in place of the Hub is told with exit 2, and is remembered of no model", () =>
  withFolder(async folder => {
    const hub = createServer((request, response) => {
      const isCard = request.url?.includes("/resolve/");
      const model = { id: "lab/one", tags: [], childrenModelCount: {} };
      if (isProxy || isCard) response.writeHead(status, { "Content-Type": "text/html" }).end(page);
      else response.end(JSON.stringify(request.url?.startsWith("/api/models?") ? [] : model));
    });
    const page = "<html><style>a:disabled{}</style>Blocked</html>";
    let [isProxy, status] = [true, 404];
    await new Promise<void>(done => hub.listen(0, "127.0.0.1", done));
    try {
      const { port } = hub.address() as AddressInfo;
      const places = ["--endpoint", `http://127.0.0.1:${port}`, "--index", join(folder, "index")];
      for (status of [403, 404]) {
        const [first, second] = await lintTwice(folder, `http://127.0.0.1:${port}`);
        for (const ran of [first, second]) {
          assert.equal(ran?.code, 2, ran?.stdout);
          assert.match(ran?.stderr ?? "", /returned status 40[34] without an error message of the Hub/);
        }
      }
      isProxy = false;
      const cards = await runCli(["index", "lab/one", "--cards", ...places]);
      assert.equal(cards.code, 2, cards.stdout);
      assert.match(cards.stderr + cards.stdout, /without an error message of the Hub/);
      const stored = await runCli(["query", "SELECT count(*) AS cards FROM cards", ...places]);
      assert.match(stored.stdout, /\b0\b/);
    } finally {
      hub.close();
      hub.closeAllConnections();
    }
  }));

test("a pipe in place of the token file is no token and does not hang", () =>
  withFolder(async folder => {
    execFileSync("mkfifo", [join(folder, "token")]);
    const environment = { HF_HOME: folder, HF_ENDPOINT: "http://127.0.0.1:1" };
    const { code, stderr } = await runCli(
      ["family", "lab/one", "--index", join(folder, "index")],
      environment,
    );
    assert.equal(code, 2);
    assert.match(stderr, /cannot be reached/);
  }));
