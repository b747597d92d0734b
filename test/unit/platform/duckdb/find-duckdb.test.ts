import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { findDuckdb } from "../../../../src/platform/duckdb/find-duckdb";
import { downloadedDuckdb } from "../../../../src/platform/get-duckdb/download-duckdb";
import { pinnedDuckdb } from "../../../../src/platform/get-duckdb/pinned-duckdb";

function put(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o755 });
  return path;
}

test("the script that an installer of Python puts on the PATH stands for the program of its package", async t => {
  if (process.platform === "win32") return t.skip("writes scripts of a shell");
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-find-"));
  const beside = join(folder, "cli.js");
  const found = (searchPath: string) => findDuckdb({ chosen: "", searchPath, beside });
  try {
    const script = "#!/usr/bin/python3\nfrom duckdb_cli.__main__ import main\n";
    const wrapper = put(join(folder, "venv/bin/duckdb"), script);
    assert.deepEqual(await found(dirname(wrapper)), { kind: "program", path: wrapper });
    const program = put(join(folder, "venv/lib/python3.11/site-packages/duckdb_cli/duckdb"), "\x7fELF");
    assert.deepEqual(await found(dirname(wrapper)), { kind: "program", path: program });
    assert.deepEqual(await findDuckdb({ chosen: wrapper, searchPath: "", beside }), {
      kind: "program",
      path: program,
    });
    // As pipx and uv put it.
    const linked = join(folder, "home/bin");
    mkdirSync(linked, { recursive: true });
    symlinkSync(wrapper, join(linked, "duckdb"));
    assert.deepEqual(await found(linked), { kind: "program", path: program });
    // Of two, only the script knows which it starts.
    put(join(folder, "venv/lib/python3.12/site-packages/duckdb_cli/duckdb"), "\x7fELF");
    assert.deepEqual(await found(dirname(wrapper)), { kind: "program", path: wrapper });
    // What is no script is the program.
    const own = put(join(folder, "own/bin/duckdb"), "\x7fELF");
    put(join(folder, "own/lib/python3.11/site-packages/duckdb_cli/duckdb"), "\x7fELF");
    assert.deepEqual(await found(dirname(own)), { kind: "program", path: own });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a DuckDB that was downloaded is taken only where there is no other and it is not turned off", async t => {
  const pinned = pinnedDuckdb(`${process.platform}-${process.arch}`);
  if (pinned === null) return t.skip("there is none for this system");
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-find-"));
  try {
    const downloads = join(folder, "downloads");
    const places = { chosen: "", searchPath: "", beside: join(folder, "cli.js"), downloads };
    assert.equal(await findDuckdb(places), null);
    const path = put(downloadedDuckdb(downloads, pinned), "\x7fELF");
    assert.deepEqual(await findDuckdb(places), { kind: "program", path });
    assert.equal(await findDuckdb({ ...places, chosen: "off" }), null);
    const own = put(join(folder, "bin", basename(path)), "\x7fELF");
    assert.deepEqual(await findDuckdb({ ...places, searchPath: dirname(own) }), {
      kind: "program",
      path: own,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
