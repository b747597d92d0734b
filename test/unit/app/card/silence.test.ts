import assert from "node:assert/strict";
import { test } from "node:test";
import { silence } from "../../../../src/app/card/silence";
import { applyEdits } from "../../../../src/card/fixes/apply-edits";
import { parseFrontMatter } from "../../../../src/card/front-matter/parse-front-matter";
import { lintCard } from "../../../../src/card/lint";

const context = { repo: "me/it", files: null, lookup: () => ({ state: "unknown" }) as const };

/** The card with its first finding of a rule silenced; null where that is refused. */
async function silenced(text: string, rule: string): Promise<string | null> {
  const { findings, frontMatter } = lintCard(text, context);
  const finding = findings.find(each => each.rule === rule) ?? assert.fail(`no finding ${rule}`);
  const comment = await silence(text, frontMatter, finding, async changed => parseFrontMatter(changed));
  if (comment === null) return null;
  const after = applyEdits(text, [comment.edit]);
  if (comment.reason !== null) {
    const { start, end } = comment.reason;
    assert.equal(comment.edit.newText.slice(start, end), "reason");
  }
  const left = lintCard(after, context).findings.filter(each => each.rule === rule);
  assert.equal(
    left.length,
    findings.filter(each => each.rule === rule).length - 1,
    "one finding is silenced",
  );
  return after;
}

test("a comment at the end of the line silences a finding, with any kind of line break", async () => {
  const text = "---\nbase_model: ./local\nlicense: Apache 2.0  \ntags: [a]\n---\n";
  const expected =
    "---\nbase_model: ./local\nlicense: Apache 2.0 # hub-lineage-disable-line license/invalid-id: reason\ntags: [a]\n---\n";
  assert.equal(await silenced(text, "license/invalid-id"), expected);
  assert.equal(
    await silenced(text.replaceAll("\n", "\r\n"), "license/invalid-id"),
    expected.replaceAll("\n", "\r\n"),
  );
});

test("the rule is added to a line that already has a comment or silences another rule", async () => {
  assert.match(
    (await silenced("---\nlicense: Apache 2.0 # ours\n---\n", "license/invalid-id")) ?? "",
    /^license: Apache 2\.0 # ours # hub-lineage-disable-line license\/invalid-id: reason$/m,
  );
  assert.match(
    (await silenced(
      "---\nlicense: Apache 2.0 # hub-lineage-disable-line license/missing: so be it\n---\n",
      "license/invalid-id",
    )) ?? "",
    /^license: Apache 2\.0 # hub-lineage-disable-line license\/missing, license\/invalid-id: so be it$/m,
  );
});

test("one item of a list is silenced without the other", async () => {
  assert.match(
    (await silenced("---\nbase_model:\n- ./one\n- ./two\n---\n", "base-model/invalid")) ?? "",
    /^- \.\/one # hub-lineage-disable-line base-model\/invalid: reason\n- \.\/two$/m,
  );
});

test("a value that spans lines gets its comment above", async () => {
  assert.match(
    (await silenced('---\ntags: [a]\nlicense: "Apache\n  2.0"\n---\n', "license/invalid-id")) ?? "",
    /^# hub-lineage-disable-next-line license\/invalid-id: reason\nlicense: "Apache$/m,
  );
});
