import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { engines } from "../../../package.json";
import { repoRoot } from "../../harness/root";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { soundRows } from "../../unit/snapshot/snapshot-stage";
import { runCli, runShell, withFolder } from "../run";

test("import prints its figures, and the family is available offline", () =>
  withFolder(async folder => {
    const file = join(folder, "models.parquet");
    writeFileSync(file, parquetOf(soundRows));
    const index = join(folder, "index");
    const imported = await runCli(["import", file, "--index", index, "--format", "json", "--progress"]);
    assert.equal(imported.code, 0, imported.stderr);
    const lines = imported.stdout.trimEnd().split("\n");
    assert.deepEqual(JSON.parse(lines[0] ?? ""), { models: 5, rows: 5 });
    const { seconds, peakMemoryMB, ...figures } = JSON.parse(lines.at(-1) ?? "");
    const { uncheckedPages, ...counts } = figures;
    assert.deepEqual(counts, { models: 5, edges: 4, skipped: 0 });
    assert.ok(uncheckedPages > 0, "our own writer gives pages no checksum");
    assert.ok(seconds > 0 && peakMemoryMB > 10);
    const family = await runCli(["family", "maker/tuned", "--index", index, "--offline"]);
    assert.equal(family.code, 0, family.stderr);
    assert.match(family.stdout, /maker\/base/);
  }));

test("a failed import says why in one line and keeps the previous snapshot", () =>
  withFolder(async folder => {
    const index = join(folder, "index");
    const good = join(folder, "good.parquet");
    const bad = join(folder, "bad.parquet");
    writeFileSync(good, parquetOf(soundRows));
    writeFileSync(bad, parquetOf(soundRows).slice(0, 700));
    await runCli(["import", good, "--index", index]);
    for (const [source, words] of [
      [bad, /bad\.parquet is not a Parquet file/],
      [join(folder, "none.parquet"), /cannot be read \(ENOENT\)/],
      [
        "http://me:secret@127.0.0.1:9/x.parquet",
        /An address with a user name or a password in it is not read/,
      ],
      ["http://127.0.0.1:9/x.parquet", /cannot be reached.*Run the same command to continue/],
    ] as const) {
      const { code, stdout, stderr } = await runCli(["import", source, "--index", index]);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, words);
      assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
    }
    assert.deepEqual(
      readdirSync(index).filter(name => name.startsWith("snapshot")),
      ["snapshot.columns"],
    );
    const family = await runCli(["family", "maker/tuned", "--index", index, "--offline"]);
    assert.equal(family.code, 0, family.stderr);
  }));

test("an import from a web address resumes where it was interrupted", t =>
  withFolder(async folder => {
    const rows = Array.from({ length: 3_000 }, (_, at) => ({
      id: `maker/model-${at}`,
      tags: [`license:l${at % 7}`, `base_model:maker/model-${at >> 1}`],
    }));
    const file = parquetOf(rows, { groupRows: 200, only: ["id", "tags"] });
    let left = 12;
    let asked = 0;
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      asked++;
      if (left-- <= 0) {
        request.socket.destroy();
        return;
      }
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
      const end = Math.min(file.length, Number(to) + 1);
      response.writeHead(206, { ETag: '"x"', "Content-Range": `bytes ${from}-${end - 1}/${file.length}` });
      response.end(file.slice(Number(from), end));
    };
    const server = createServer(answer);
    await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
    t.after(() => server.close().closeAllConnections());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models.parquet`;
    const index = join(folder, "index");
    const broken = await runCli(["import", url, "--index", index, "--format", "json"]);
    assert.equal(broken.code, 2, broken.stdout);
    assert.match(broken.stderr, /Run the same command to continue/);
    assert.ok(existsSync(join(index, "snapshot-parts")));
    assert.ok(!existsSync(join(index, "snapshot.columns")));
    const before = asked;
    left = Number.POSITIVE_INFINITY;
    const { code, stdout, stderr } = await runCli(["import", url, "--index", index, "--format", "json"]);
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).edges, 3_000);
    const whole = 1 + 1 + 15 * 2;
    assert.ok(asked - before < whole - 5, `${asked - before} of about ${whole} requests again`);
    assert.ok(!existsSync(join(index, "snapshot-parts")), "parts are not kept after the import");
  }));

test("an import works on Node 20.0, and every Node version reads its result", () =>
  withFolder(async folder => {
    const file = join(folder, "models.parquet");
    writeFileSync(file, parquetOf(soundRows));
    const hook = join(folder, "older-node.cjs");
    assert.equal(engines.node, ">=20", "what else does the oldest Node lack?");
    // Node has zlib.crc32 from 20.15 on.
    writeFileSync(hook, 'delete require("node:zlib").crc32;');
    const older = { NODE_OPTIONS: `--require ${hook}` };
    const [written, expected] = [join(folder, "older"), join(folder, "newer")];
    const imported = await runCli(["import", file, "--index", written], older);
    assert.equal(imported.code, 0, imported.stderr);
    await runCli(["import", file, "--index", expected]);
    for (const [index, env] of [
      [written, {}],
      [expected, older],
    ] as const) {
      const family = await runCli(["family", "maker/tuned", "--index", index, "--offline"], env);
      assert.equal(family.code, 0, family.stderr);
      assert.match(family.stdout, /maker\/base/);
    }
  }));

const csvHead = "model_id,tags\n";
const csvRows = (rows: number) =>
  Array.from(
    { length: rows },
    (_, at) => `maker/model-${at},"['license:mit', 'base_model:maker/model-0']"\n`,
  ).join("");

test("a table that loses more than 1% is rejected and the snapshot kept, unless the import is forced", () =>
  withFolder(async folder => {
    const index = join(folder, "index");
    const [good, bad] = [join(folder, "good.parquet"), join(folder, "bad.csv")];
    writeFileSync(good, parquetOf(soundRows));
    writeFileSync(
      bad,
      `${csvHead}${csvRows(50)}maker/lost,"['license:mit'\n${csvRows(1).replace("-0,", "-x,")}`,
    );
    await runCli(["import", good, "--index", index]);
    const before = readFileSync(join(index, "snapshot.columns"));
    const refused = await runCli(["import", bad, "--index", index, "--format", "json"]);
    assert.deepEqual([refused.code, refused.stdout], [2, ""]);
    assert.match(
      refused.stderr,
      /^hub-lineage: 1 of 52 rows of bad\.csv cannot be used: 1 damaged; the first is line 52\./,
    );
    assert.match(
      refused.stderr,
      /Nothing was imported\. Check the file, or import it anyway with --force\.\n$/,
    );
    assert.ok(before.equals(readFileSync(join(index, "snapshot.columns"))));
    const forced = await runCli(["import", bad, "--index", index, "--format", "json", "--force"]);
    assert.equal(forced.code, 0, forced.stderr);
    const { models, skipped, firstSkippedLine } = JSON.parse(forced.stdout);
    assert.deepEqual([models, skipped, firstSkippedLine], [51, 1, 52]);
    const told = await runCli(["import", bad, "--index", index, "--force"]);
    assert.match(told.stdout, /^51 models, \d+ edges; 1 row skipped \(1 damaged; the first is line 52\); /);
  }));

const isUnix = process.platform !== "win32" && existsSync("/dev/full");

test(
  "a full disk gives a sentence, keeps the previous files, and leaves no partial one",
  { skip: !isUnix },
  () =>
    withFolder(async folder => {
      const program = `"${process.execPath}" "${join(repoRoot(), "dist/cli.js")}"`;
      const [index, out] = [join(folder, "index"), join(folder, "out")];
      writeFileSync(join(folder, "few.csv"), `${csvHead}${csvRows(2)}`);
      writeFileSync(join(folder, "many.csv"), `${csvHead}${csvRows(3_000)}`);
      const imported = await runShell(`${program} import few.csv --index ${index}`, folder);
      assert.equal(imported.code, 0, imported.stderr);
      const before = readFileSync(join(index, "snapshot.columns"));
      const full = await runShell(`ulimit -f 16; ${program} import many.csv --index ${index}`, folder);
      assert.equal(full.code, 2, full.stderr);
      assert.match(
        full.stderr,
        /^hub-lineage: A file in \S+ would be larger than allowed \(EFBIG\)\..*was kept\.\n$/,
      );
      assert.deepEqual(readdirSync(index), ["snapshot.columns"]);
      assert.ok(before.equals(readFileSync(join(index, "snapshot.columns"))));
      const stopped = await runShell(`ulimit -f 1; ${program} export --index ${index} --out ${out}`, folder);
      assert.equal(stopped.code, 2, stopped.stderr);
      assert.match(stopped.stderr, /\(EFBIG\)\. .*Nothing was written\.\n$/);
      assert.deepEqual(readdirSync(out), []);
      const unread = await runShell(`${program} analyze structure --index ${index} > /dev/full`, folder);
      assert.equal(unread.code, 2);
      assert.match(
        unread.stderr,
        /^hub-lineage: The disk with the output is full \(ENOSPC\)\. Free some space/,
      );
      const inFile = await runShell(`${program} import few.csv --index few.csv`, folder);
      assert.match(inFile.stderr, /few\.csv exists and is not a folder \(EEXIST\)\. Choose another folder/);
    }),
);
