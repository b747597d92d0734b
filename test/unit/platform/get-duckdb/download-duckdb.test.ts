import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { crc32, deflateRawSync } from "node:zlib";
import { downloadDuckdb, downloadedDuckdb } from "../../../../src/platform/get-duckdb/download-duckdb";
import { type PinnedDuckdb, pinnedDuckdb } from "../../../../src/platform/get-duckdb/pinned-duckdb";
import { zipEntry } from "../../../../src/platform/get-duckdb/zip-entry";
import { withFolder } from "../../../cli/run";

const program = Buffer.from("#!/bin/sh\necho duck\n".repeat(500));

/** A ZIP archive of one deflated file. */
function zipOf(name: string, content: Uint8Array): Buffer {
  const packed = deflateRawSync(content);
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(8, 4);
  head.writeUInt32LE(typeof crc32 === "function" ? crc32(content) : 0, 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(content.length, 18);
  head.writeUInt16LE(name.length, 22);
  const file = Buffer.concat([Buffer.from("PK\u0003\u0004"), head, Buffer.from(name), packed]);
  const entry = Buffer.concat([
    Buffer.from("PK\u0001\u0002"),
    Buffer.alloc(2),
    head,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(entry.length, 8);
  end.writeUInt32LE(file.length, 12);
  return Buffer.concat([file, entry, Buffer.from("PK\u0005\u0006"), end]);
}

const archive = zipOf("duckdb_cli/duckdb", program);

interface Case {
  readonly folder: string;
  readonly pinned: PinnedDuckdb;
  readonly get: (over?: Partial<PinnedDuckdb>, signal?: AbortSignal) => Promise<string>;
}

/** A server on loopback that answers as told, and a folder to download to. */
async function withServer(answer: (response: ServerResponse) => void, work: (given: Case) => Promise<void>) {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const pinned = {
    version: "9.9.9",
    url: `http://127.0.0.1:${port}/duckdb.whl`,
    bytes: archive.length,
    sha256: createHash("sha256").update(archive).digest("hex"),
    program: "duckdb_cli/duckdb",
  };
  try {
    await withFolder(folder =>
      work({
        folder,
        pinned,
        get: (over = {}, signal = new AbortController().signal) =>
          downloadDuckdb({ folder, pinned: { ...pinned, ...over }, fetch, signal, onShare: () => undefined }),
      }),
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("what has the right checksum is unpacked, may be started, and leaves nothing else", () =>
  withServer(
    response => response.end(archive),
    async ({ folder, pinned, get }) => {
      const path = await get();
      assert.equal(path, downloadedDuckdb(folder, pinned));
      assert.deepEqual(readFileSync(path), program);
      if (process.platform !== "win32") assert.equal(statSync(path).mode & 0o777, 0o755);
      assert.deepEqual(readdirSync(join(folder, "9.9.9")), ["duckdb"]);
      // Once more replaces it.
      assert.equal(await get(), path);
    },
  ));

test("with another checksum, nothing is unpacked or kept", () =>
  withServer(
    response => response.end(archive),
    async ({ folder, get }) => {
      const sha256 = "0".repeat(64);
      await assert.rejects(
        get({ sha256 }),
        /is not DuckDB 9\.9\.9: its SHA-256 is [0-9a-f]{64}, not 0{64}\./,
      );
      await assert.rejects(get({ bytes: 10 }), /it is longer than 0\.0 MB/);
      assert.deepEqual(readdirSync(folder), []);
    },
  ));

test("an archive without the program installs nothing", () =>
  withServer(
    response => response.end(archive),
    async ({ folder, get }) => {
      await assert.rejects(get({ program: "duckdb_cli/other" }), /has no program in it/);
      assert.deepEqual(readdirSync(folder), []);
    },
  ));

test("a download that is cut off, refused, or unreachable is told in a sentence, and keeps nothing", async () => {
  for (const [answer, message] of [
    [(response: ServerResponse) => response.end(archive.subarray(0, 30)), /ended after 0\.0 of 0\.0 MB/],
    [
      (response: ServerResponse) => {
        response.writeHead(200, { "content-length": archive.length });
        response.write(archive.subarray(0, 30), () => response.destroy());
      },
      /DuckDB could not be downloaded from 127\.0\.0\.1:\d+: .* Check the network/,
    ],
    [(response: ServerResponse) => response.writeHead(403).end("no"), /127\.0\.0\.1:\d+ answered 403\./],
  ] as const)
    await withServer(answer, async ({ folder, get }) => {
      await assert.rejects(get(), message);
      assert.deepEqual(readdirSync(folder), []);
    });
  await withServer(
    response => response.end(),
    async ({ get }) => {
      await assert.rejects(
        get({ url: "http://127.0.0.1:1/duckdb.whl" }),
        /could not be downloaded from 127\.0\.0\.1:1: /,
      );
    },
  );
});

test("canceling ends the download and keeps nothing", () => {
  const stop = new AbortController();
  return withServer(
    response => {
      response.writeHead(200);
      response.write(archive.subarray(0, 30), () => stop.abort());
    },
    async ({ folder, get }) => {
      await assert.rejects(get({}, stop.signal), { name: "AbortError" });
      assert.equal(existsSync(join(folder, "9.9.9")), false);
    },
  );
});

test("every system that VS Code runs on has a build with its own checksum, and others have none", () => {
  const systems = ["linux", "darwin", "win32"].flatMap(name => [`${name}-x64`, `${name}-arm64`]);
  const builds = systems.map(system => pinnedDuckdb(system));
  assert.ok(builds.every(build => build !== null && /^[0-9a-f]{64}$/.test(build.sha256)));
  assert.equal(new Set(builds.map(build => build?.sha256)).size, systems.length);
  assert.deepEqual(
    ["linux-ia32", "freebsd-x64", "constructor"].map(system => pinnedDuckdb(system)),
    [null, null, null],
  );
});

test("what is no archive, or claims places beyond its end, has no files", () => {
  assert.equal(zipEntry(Buffer.from("no archive"), "a"), null);
  for (let cut = 1; cut < archive.length; cut += 7) {
    const whole = zipEntry(archive.subarray(0, archive.length - cut), "duckdb_cli/duckdb");
    assert.equal(whole, null);
  }
});
