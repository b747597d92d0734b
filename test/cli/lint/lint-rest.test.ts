import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { runCli, runShell, withFolder } from "../run";

/** Works with a server that counts what it is asked. */
async function withServer(
  respond: (path: string, response: ServerResponse) => void,
  work: (url: string, asked: readonly string[]) => Promise<void>,
): Promise<void> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    asked.push(path);
    respond(path, response);
  });
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Writes cards `a`, `b`, … of a folder, each with one fault, by their parents. */
function writeCards(folder: string, parents: readonly string[]): void {
  for (const [at, parent] of parents.entries()) {
    const own = join(folder, "cards", String.fromCharCode(97 + at));
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, "README.md"), `---\nlicense: mitt\nbase_model: ${parent}\n---\n`);
  }
}

test("after an answer that is no Hub's, the other cards are linted with the index, which is told once", () =>
  withFolder(async folder => {
    writeCards(folder, ["lab/one", "lab/two", "lab/three"]);
    const model = (path: string) => JSON.stringify({ id: path.slice("/api/models/".length), tags: [] });
    await withServer(
      (path, response) =>
        path.endsWith("lab/two")
          ? response.writeHead(404, { "Content-Type": "text/html" }).end("<html>Blocked</html>")
          : response.end(model(path)),
      async (url, asked) => {
        const args = ["lint", join(folder, "cards"), "--endpoint", url, "--index", join(folder, "index")];
        const ran = await runCli([...args, "--format", "json"]);
        assert.equal(ran.code, 2, ran.stderr);
        const { files, summary } = JSON.parse(ran.stdout);
        assert.deepEqual([files.length, summary.error, summary.incomplete], [3, 3, 2]);
        assert.deepEqual(
          files.map(
            ({ problem }: { problem?: string }) => problem?.match(/(lab\/\w+) could not be read/)?.[1],
          ),
          [undefined, "lab/two", "lab/three"],
        );
        assert.equal(ran.stderr.match(/^hub-lineage: /gm)?.length, 1, ran.stderr);
        assert.match(
          ran.stderr,
          /No more requests are made, and the index is used instead\. .* use --offline\./,
        );
        assert.deepEqual(asked, ["/api/models/lab/one", "/api/models/lab/two"]);
        const text = await runCli(args);
        assert.match(
          text.stdout,
          /^3 model cards: 3 errors, .*; 2 model cards could not be checked completely$/m,
        );
      },
    );
  }));

test("another model than the one asked for stops no other request", () =>
  withFolder(async folder => {
    writeCards(folder, ["lab/old", "lab/two"]);
    await withServer(
      (path, response) =>
        response.end(JSON.stringify({ id: path.endsWith("old") ? "lab/new" : "lab/two", tags: [] })),
      async (url, asked) => {
        const ran = await runCli([
          "lint",
          join(folder, "cards"),
          "--endpoint",
          url,
          "--index",
          join(folder, "index"),
        ]);
        assert.equal(ran.code, 2, ran.stderr);
        assert.match(ran.stderr, /If lab\/old was renamed, use lab\/new instead\./);
        assert.match(
          ran.stdout,
          /^2 model cards: 2 errors, .*; 1 model card could not be checked completely$/m,
        );
        assert.equal(asked.length, 2);
      },
    );
  }));

test("findings beyond those that are listed are counted in every format", () =>
  withFolder(async folder => {
    const card = join(folder, "README.md");
    const many = (count: number) => Array.from({ length: count }, (_, at) => `- "bad ${at}!"\n`).join("");
    const lint = (format: string, ...more: readonly string[]) =>
      runCli(["lint", card, "--offline", "--index", join(folder, "index"), "--format", format, ...more]);
    writeFileSync(card, `---\nbase_model: lab/a\ndatasets:\n${many(350)}---\n`);
    const { stdout } = await lint("text");
    assert.match(
      stdout,
      /error {2}And 250 more findings of this rule; correct the listed ones.* {2}datasets\/invalid-id$/m,
    );
    assert.match(stdout, /^1 model card: 350 errors/m);
    const json = JSON.parse((await lint("json")).stdout);
    const more = { rule: "datasets/invalid-id", severity: "error", count: 250, isAtLeast: false };
    assert.deepEqual(json.files[0].unlisted, [more]);
    assert.deepEqual([json.files[0].findings.length >= 100, json.summary.error], [true, 350]);
    const [run] = JSON.parse((await lint("sarif")).stdout).runs;
    const [notification] = run.invocations[0].toolExecutionNotifications;
    assert.deepEqual(notification.associatedRule, { id: "datasets/invalid-id" });
    assert.match(notification.message.text, /^And 250 more findings/);
    assert.match((await lint("github")).stdout, /^::error file=.*,title=datasets\/invalid-id::And 250 more/m);
    const off = await lint("text", "--rule", "datasets/invalid-id=off");
    assert.doesNotMatch(off.stdout, /more findings/);
    writeFileSync(card, `---\nbase_model: lab/a\ndatasets:\n${many(1_500)}---\n`);
    assert.match((await lint("text")).stdout, /And at least 1,000 more findings of this rule/);
  }));

test("that the index could not be saved is told once, and the output is printed", () =>
  withFolder(async folder => {
    writeCards(folder, ["lab/one"]);
    await withServer(
      (path, response) =>
        response.end(JSON.stringify({ id: path.slice("/api/models/".length), tags: [`x${"y".repeat(90)}`] })),
      async url => {
        const program = `"${process.execPath}" "${join(process.env.HUB_LINEAGE_ROOT ?? ".", "dist/cli.js")}"`;
        for (const command of ["lint cards", "family lab/one --down 0"]) {
          const line = `ulimit -f 0; trap '' XFSZ; ${program} ${command} --endpoint ${url} --index index`;
          const ran = await runShell(line, folder);
          assert.equal(ran.code, 2, ran.stderr);
          assert.equal(ran.stderr.match(/could not be saved/g)?.length, 1, ran.stderr);
          assert.ok(ran.stdout.length > 0, command);
        }
      },
    );
  }));
