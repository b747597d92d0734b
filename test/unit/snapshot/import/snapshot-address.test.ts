import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { test } from "node:test";
import type { KeptParts } from "../../../../src/app/ports/snapshot-ports";
import { createHubClients } from "../../../../src/hub/client";
import { openAddress } from "../../../../src/snapshot/import/snapshot-address";
import { openSnapshotTable } from "../../../../src/snapshot/import/snapshot-table";
import { clientOptions, failed, withStub } from "../../hub/stub-server";
import { allBatches, idsOf, parquetOf } from "./parquet-rows";

const token = "hf_secret";
const rows = Array.from({ length: 400 }, (_, at) => ({ id: `maker/model-${at}`, tags: [`license:l${at}`] }));
const file = parquetOf(rows, { groupRows: 50 });

/** Answers with the part asked for, as a file server does. */
function sendPart(
  request: IncomingMessage,
  response: ServerResponse,
  etag: string | null = '"one"',
  bytes = file,
): void {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
  const end = Math.min(bytes.length, Number(to) + 1);
  response.writeHead(206, {
    ...(etag === null ? {} : { ETag: etag }),
    "Content-Range": `bytes ${from}-${end - 1}/${bytes.length}`,
    "Content-Length": end - Number(from),
  });
  response.end(bytes.slice(Number(from), end));
}

function filesAt(url: string) {
  return createHubClients(clientOptions(url, { token: async () => token })).files;
}

function keptInMemory(): {
  readonly kept: (state: string) => KeptParts;
  readonly states: Map<string, Map<string, Uint8Array>>;
} {
  const states = new Map<string, Map<string, Uint8Array>>();
  const kept = (state: string): KeptParts => {
    const parts = states.get(state) ?? new Map<string, Uint8Array>();
    states.set(state, parts);
    return {
      read: async name => (parts.get(name)?.slice() as Uint8Array<ArrayBuffer> | undefined) ?? null,
      write: async (name, bytes) => void parts.set(name, bytes.slice()),
      clear: async () => parts.clear(),
    };
  };
  return { kept, states };
}

test("a table at a web address is read in parts, and the token is sent only to the Hub", async () => {
  await withStub(
    (request, response) => sendPart(request, response),
    async storage => {
      await withStub(
        (_, response) => void response.writeHead(302, { Location: `${storage.url}/blob` }).end(),
        async hub => {
          const bytes = await openAddress({
            url: `${hub.url}/datasets/x/resolve/main/models.parquet`,
            files: filesAt(hub.url),
            kept: keptInMemory().kept,
          });
          const batches = await allBatches(await openSnapshotTable(bytes));
          assert.deepEqual(
            batches.flatMap(idsOf),
            rows.map(({ id }) => id),
          );
          assert.ok(hub.tokens.every(each => each === `Bearer ${token}`));
          assert.ok(
            storage.tokens.every(each => each === null),
            "the token must not leave the Hub",
          );
        },
      );
    },
  );
});

test("a web address elsewhere is requested without the token", async () => {
  await withStub(
    (request, response) => sendPart(request, response),
    async elsewhere => {
      const files = filesAt("http://127.0.0.1:9");
      await openAddress({ url: `${elsewhere.url}/models.parquet`, files, kept: keptInMemory().kept });
      assert.deepEqual(elsewhere.tokens, [null]);
    },
  );
});

test("an interrupted import resumes with the missing parts; a changed file is read from the start", async () => {
  const { kept, states } = keptInMemory();
  let etag = '"one"';
  let refuseFrom = Number.POSITIVE_INFINITY;
  let asked = 0;
  await withStub(
    (request, response) => {
      asked++;
      if (asked > refuseFrom) response.writeHead(403).end();
      else sendPart(request, response, etag);
    },
    async stub => {
      const run = async () => {
        const bytes = await openAddress({ url: `${stub.url}/f`, files: filesAt(stub.url), kept });
        return allBatches(await openSnapshotTable(bytes));
      };
      await run();
      const whole = asked;
      states.clear();
      asked = 0;
      refuseFrom = Math.floor(whole / 2);
      await assert.rejects(run(), { name: "HubError" });
      asked = 0;
      refuseFrom = Number.POSITIVE_INFINITY;
      const batches = await run();
      assert.equal(batches.flatMap(idsOf).length, rows.length);
      assert.ok(asked <= whole - Math.floor(whole / 2) + 1, `${asked} of ${whole} requests again`);
      asked = 0;
      etag = '"two"';
      await run();
      assert.equal(asked, whole);
    },
  );
});

test("a server without range requests, a wrong part, and a replaced file are distinguished", async () => {
  const open = (url: string) =>
    openAddress({ url: `${url}/f`, files: filesAt(url), kept: keptInMemory().kept });
  await withStub(
    (_, response) => void response.writeHead(200).end(file),
    async stub =>
      void assert.match((await failed(open(stub.url), "unreadable")).message, /only sends complete files/),
  );
  await withStub(
    (_, response) => void response.writeHead(206, { "Content-Range": "bytes 5-8/900" }).end("abcd"),
    async stub => void assert.match((await failed(open(stub.url), "unreadable")).message, /a different part/),
  );
  await withStub(
    (_, response) => void response.writeHead(404).end(),
    async stub => void assert.match((await failed(open(stub.url), "missing")).message, /\/f does not exist/),
  );
  await withStub(
    (request, response, count) => sendPart(request, response, count > 2 ? '"two"' : '"one"'),
    async stub => {
      const bytes = await open(stub.url);
      await bytes.slice(0, 10);
      assert.match(
        (await failed(bytes.slice(10, 20), "unreadable")).message,
        /replaced while it was being read/,
      );
    },
  );
});

test("a file that is replaced by one of the same length is noticed by its date, without an ETag", async () => {
  await withStub(
    (request, response, count) => {
      response.setHeader("Last-Modified", `Mon, 0${count > 2 ? 2 : 1} Jan 2024 00:00:00 GMT`);
      sendPart(request, response, null);
    },
    async stub => {
      const { kept, states } = keptInMemory();
      const bytes = await openAddress({ url: `${stub.url}/f`, files: filesAt(stub.url), kept });
      await bytes.slice(0, 10);
      assert.match(
        (await failed(bytes.slice(10, 20), "unreadable")).message,
        /replaced while it was being read/,
      );
      assert.equal(states.size, 0, "a date is too coarse to keep parts for a later run");
    },
  );
});

test("parts of a file that turned out to be damaged are requested again", async () => {
  let isDamaged = true;
  const damaged = file.map(() => 7);
  await withStub(
    (request, response) => sendPart(request, response, '"one"', isDamaged ? damaged : file),
    async ({ url }) => {
      const { kept } = keptInMemory();
      const open = () => openAddress({ url: `${url}/f`, files: filesAt(url), kept });
      const bytes = await open();
      await assert.rejects(openSnapshotTable(bytes), { name: "UserError" });
      isDamaged = false;
      await assert.rejects(openSnapshotTable(await open()), { name: "UserError" }, "the parts are kept");
      await bytes.forget?.();
      assert.ok((await openSnapshotTable(await open())).columns.includes("id"));
    },
  );
});

test("a table whose server marks no version of it is told apart", () =>
  withStub(
    (request, response) => sendPart(request, response, request.url === "/marked" ? '"one"' : null),
    async stub => {
      const hostOf = async (path: string) =>
        (await openAddress({ url: stub.url + path, files: filesAt(stub.url), kept: keptInMemory().kept }))
          .unmarkedHost;
      assert.equal(await hostOf("/marked"), undefined);
      assert.equal(await hostOf("/unmarked"), new URL(stub.url).host);
    },
  ));
