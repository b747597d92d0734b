import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { installPacked } from "../cli-package/installed-package";
import { runIn, withFolder } from "./run";

const limit = 2.5 * 1024 * 1024;

test("the npm package holds at most 2.5 MB beside sql.js, depends on nothing, runs no script, and lints a card where npm installed it", () =>
  withFolder(async folder => {
    const { packed, place } = await installPacked(folder);
    const own = packed.entries.filter(({ path }) => path !== "dist/sql-wasm.wasm");
    const bytes = own.reduce((sum, { size }) => sum + size, 0);
    assert.ok(bytes <= limit, `${bytes} bytes`);
    assert.deepEqual(
      readdirSync(join(place, "node_modules")).filter(name => !name.startsWith(".")),
      ["hub-lineage"],
    );
    const manifest = JSON.parse(readFileSync(join(place, "node_modules/hub-lineage/package.json"), "utf8"));
    assert.deepEqual(
      Object.keys(manifest).filter(key => /dependencies|scripts|private/i.test(key)),
      [],
    );
    const card = join(place, "model");
    mkdirSync(card);
    writeFileSync(join(card, "README.md"), "---\nlicense: mit\nbase_model: no repo id\n---\n");
    const ran = await runIn(place, join(place, "node_modules/.bin/hub-lineage"), [
      ..."lint . --offline --format json --index".split(" "),
      join(folder, "index"),
    ]);
    assert.equal(ran.code, 1, ran.stderr);
    assert.equal(JSON.parse(ran.stdout).summary.error, 1);
  }));
