import assert from "node:assert/strict";
import { test } from "node:test";
import { openSnapshot } from "../../../src/snapshot/open-snapshot";
import { SnapshotReader } from "../../../src/snapshot/snapshot-reader";
import { importRows, withSnapshotFiles } from "./snapshot-stage";

test("a custom license is recognized on import where the table has metadata, and only there", () =>
  withSnapshotFiles(async files => {
    const link = "https://ai.google.dev/gemma/terms";
    const card = (license: unknown, more: object) => JSON.stringify({ license, ...more });
    await importRows(files, [
      { id: "o/linked", tags: ["license:other"], cardData: card("other", { license_link: link }) },
      {
        id: "o/several",
        tags: ["license:other", "license:mit"],
        cardData: card(["other", "mit"], { license_name: "gemma", license_link: link }),
      },
      {
        id: "o/torn",
        tags: ["license:other"],
        cardData: card("other", { license_name: "llama3", license_link: link }),
      },
      { id: "o/tags", tags: ["license:other"] },
      { id: "o/mit", tags: ["license:mit"], cardData: card("mit", { license_link: link }) },
    ]);
    const snapshot = await openSnapshot(files);
    assert.ok(snapshot);
    const reader = new SnapshotReader(snapshot);
    const read = (id: string) => {
      const { license, licenseName, licenseLink } = reader.model(reader.find(id));
      return [license, licenseName, licenseLink];
    };
    assert.deepEqual(read("o/linked"), ["gemma", null, link]);
    assert.deepEqual(read("o/several"), ["gemma, mit", "gemma", link]);
    assert.deepEqual(read("o/torn"), ["other", "llama3", link]);
    assert.deepEqual(read("o/tags"), ["other", null, null]);
    assert.deepEqual(read("o/mit"), ["mit", null, null]);
    const { license } = snapshot.columns().lists;
    assert.deepEqual([...(license?.values ?? [])].sort(), ["gemma", "mit", "other"]);
  }));
