import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { runCli, withFolder } from "./run";

test("status over a damaged index tells the damage and exits with 2, once", () =>
  withFolder(async index => {
    writeFileSync(join(index, "index.sqlite"), "junk");
    const status = ["status", "--index", index];
    const first = await runCli(status);
    assert.equal(first.code, 2);
    assert.match(first.stderr, /The saved index was damaged\. It was kept as .*damaged-1\.sqlite/);
    assert.notEqual(first.stdout, "");
    const again = await runCli(status);
    assert.deepEqual([again.code, again.stderr], [0, ""]);
  }));

test("a folder in place of the index file is told in a sentence", () =>
  withFolder(async index => {
    mkdirSync(join(index, "index.sqlite"));
    const { code, stderr } = await runCli(["status", "--index", index]);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^hub-lineage: A folder is where a file belongs.*index\.sqlite \(EISDIR\)\. Move it, or .*\n$/,
    );
  }));

test("index tells that it waits for the Hub", () =>
  withFolder(async index => {
    let asked = 0;
    const hub = createServer((request, response) => {
      asked++;
      if (asked === 1) return response.writeHead(429, { "Retry-After": "2" }).end("{}");
      const isList = request.url?.startsWith("/api/models?");
      return response.end(isList ? "[]" : JSON.stringify({ id: "lab/base" }));
    });
    await new Promise<void>(done => hub.listen(0, "127.0.0.1", done));
    try {
      const { port } = hub.address() as AddressInfo;
      const ran = await runCli([
        "index",
        "lab/base",
        "--endpoint",
        `http://127.0.0.1:${port}`,
        "--index",
        index,
      ]);
      assert.equal(ran.code, 0, ran.stderr);
      assert.match(
        ran.stderr,
        /^hub-lineage: Waiting \d seconds for 127\.0\.0\.1:\d+, because it asks to\.\n$/,
      );
    } finally {
      hub.close();
    }
  }));
