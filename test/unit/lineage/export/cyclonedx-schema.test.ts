import assert from "node:assert/strict";
import { test } from "node:test";
import { familyToCyclonedx } from "../../../../src/lineage/export/cyclonedx";
import type { Family } from "../../../../src/lineage/family";
import { cyclonedxChecker, needsSchemas } from "../../../harness/bills/bill-schemas";
import { hardFamily } from "./hard-family";
import { hostileFamily } from "./hostile-family";

const check = cyclonedxChecker();

const bomOf = (family: Family) => JSON.parse(familyToCyclonedx(family));

test("a family is a valid bill of CycloneDX 1.7, whatever its models are named and licensed", t => {
  if (check === null) return t.skip(needsSchemas);
  for (const family of [hardFamily, hostileFamily()]) assert.deepEqual(check(bomOf(family)), []);
});

test("the schema finds what is wrong with a bill", t => {
  if (check === null) return t.skip(needsSchemas);
  const wrong: readonly ((bom: ReturnType<typeof bomOf>) => void)[] = [
    bom => (bom.specVersion = 1.7),
    bom => (bom.metadata.component.licenses = [{ license: { id: "gemma" } }]),
    bom => (bom.metadata.timestamp = "yesterday"),
    bom => (bom.components[0].type = "model"),
    bom => (bom.components[0].pedigree.ancestors[0].name = undefined),
    bom => (bom.components[1].externalReferences[0].url = "unknown-scheme:x"),
    bom => (bom.metadata.component.lineage = []),
  ];
  for (const spoil of wrong) {
    const bom = bomOf(hardFamily);
    spoil(bom);
    assert.notDeepEqual(check(JSON.parse(JSON.stringify(bom))), [], spoil.toString());
  }
});
