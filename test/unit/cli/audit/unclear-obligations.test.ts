import assert from "node:assert/strict";
import { test } from "node:test";
import { auditCard, auditFigures } from "../../../../src/app/audit/audit-card";
import type { KnownModel } from "../../../../src/card/finding";
import { auditText } from "../../../../src/cli/audit/audit-formats";
import { auditPage } from "../../../../src/cli/audit/audit-page";
import { bareModel, type Model } from "../../../../src/lineage/model";

const plain = (_: string, text: string) => text;

function audited(parent: Partial<Model>) {
  const known: KnownModel = {
    ...{ state: "known", id: "lab/parent", parents: [], at: 0 },
    model: { ...bareModel("lab/parent"), ...parent },
  };
  const text = "---\nlicense: mit\nbase_model: lab/parent\n---\n# Child\n";
  const models = [
    auditCard({ id: "me/child", text, isCard: true }, id =>
      id === "lab/parent" ? known : { state: "unknown" },
    ),
  ];
  return { organization: "me", source: "the index", models };
}

test("an audit tells no number of obligations where all of them are unclear", () => {
  const unclear = audited({ license: "other", licenseName: "our-terms" });
  assert.equal(auditFigures(unclear).unclear, 1);
  assert.match(auditText(unclear, plain), /^ {2}obligations {2}unclear for 1 model$/m);
  assert.match(auditPage(unclear), /unclear what is asked<\/td><td class="number">1</);
  assert.match(
    auditText(audited({ license: "wtfpl" }), plain),
    /obligations {2}0 missing, 0 to check, 0 there$/m,
  );
  const some = audited({ license: "other", gated: "manual" });
  assert.match(
    auditText(some, plain),
    /obligations {2}0 missing, 1 to check, 0 there, unclear for 1 model$/m,
  );
});
