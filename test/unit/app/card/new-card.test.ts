import assert from "node:assert/strict";
import { test } from "node:test";
import { inheritedLicense, type NewCard, newCard } from "../../../../src/app/card/new-card";
import { lintCard } from "../../../../src/card/lint";
import { licenseIds } from "../../../../src/licenses/license-ids";
import { bareModel, type Model } from "../../../../src/lineage/model";

const endpoint = "https://hub.example";
const relations: readonly NewCard["relation"][] = ["finetune", "adapter", "quantized", "merge"];
const gemma: Model = {
  ...bareModel("google/gemma-2b"),
  license: "gemma",
  languages: ["en", "no"],
  task: "text-generation",
  library: "transformers",
  parameters: 2_506_172_416,
};

/** What the lint says against a new card, hints left out. */
function against(parents: readonly Model[], relation: NewCard["relation"]): string[] {
  const { findings } = lintCard(newCard({ parents, relation, endpoint }), {
    repo: null,
    files: null,
    lookup: id => {
      const model = parents.find(parent => parent.id === id);
      return model ? { state: "known", id, model, parents: [], at: 0 } : { state: "unknown" };
    },
  });
  return findings.filter(each => each.severity !== "hint").map(each => `${each.severity} ${each.rule}`);
}

test("a new card inherits the license, languages, and task, and asks what changed", () => {
  assert.equal(
    newCard({ parents: [gemma], relation: "finetune", endpoint }),
    `---
base_model: google/gemma-2b
base_model_relation: finetune
license: gemma
language:
- en
- "no"
pipeline_tag: text-generation
library_name: transformers
---

# Model name

A finetune of [google/gemma-2b](https://hub.example/google/gemma-2b).

## What changed

<!-- Describe the training data, how long training took, and what the model does better or worse than its parent. -->

|  | google/gemma-2b | This model |
|---|---|---|
| License | gemma | gemma |
| Languages | en and no | en and no |
| Task | text-generation | text-generation |
| Library | transformers | transformers |
| Size | 2.51 B parameters |  |

## License

This model is licensed under gemma, the same as google/gemma-2b.

Anyone who shares the model or a derivative of it must: pass on the use restrictions; pass on a copy of the license; state what was changed; pass on the prescribed notice.

Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms
`,
  );
});

test("an adapter gets peft as its library, and an adult parent's tag is kept", () => {
  const text = newCard({ parents: [{ ...gemma, adult: true }], relation: "adapter", endpoint });
  assert.match(text, /^library_name: peft$/m);
  assert.match(text, /^tags:\n- not-for-all-audiences$/m);
});

test("a new card passes the lint under every license on the Hub that allows derivatives", () => {
  const wrong: string[] = [];
  for (const license of licenseIds()) {
    for (const relation of relations) {
      const parents = [{ ...gemma, license, licenseName: license === "other" ? "own-license" : null }];
      const chosen = inheritedLicense(parents, relation);
      const found = against(parents, relation);
      const notes = chosen.notes.join(" ");
      if (chosen.id === null) assert.match(notes, /compatible with every parent/, `${license} ${relation}`);
      else if (/Read the text of/.test(notes))
        assert.deepEqual(
          found.filter(each => each !== "info license/review"),
          [],
        );
      else if (found.length > 0) wrong.push(`${license} ${relation}: ${found.join(", ")}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("a merge gets the license that all parents allow, or none with the reason", () => {
  const mit: Model = { ...bareModel("a/mit"), license: "mit" };
  assert.equal(inheritedLicense([mit, gemma], "merge").id, "gemma");
  assert.equal(inheritedLicense([gemma, mit], "merge").id, "gemma");
  const gpl: Model = { ...bareModel("a/gpl"), license: "gpl-3.0" };
  const none = inheritedLicense([gemma, gpl], "merge");
  assert.equal(none.id, null);
  assert.match(none.notes.join(" "), /gemma of google\/gemma-2b and gpl-3.0 of a\/gpl/);
  const text = newCard({ parents: [gemma, gpl], relation: "merge", endpoint });
  assert.match(text, /^base_model:\n- google\/gemma-2b\n- a\/gpl$/m);
  assert.match(text, /^# license: not chosen yet/m);
  const silent = inheritedLicense([mit, bareModel("a/silent")], "merge");
  assert.match(silent.notes.join(" "), /a\/silent does not state a license/);
});

test("a parent's text is shown character by character and remains a single YAML value", () => {
  const hostile: Model = {
    ...bareModel("a/b"),
    license: "other",
    licenseName: "x](command:evil) <img src=x>\n---\n# Title | cell",
    languages: ["en\n---\n", "yes"],
    task: "[a](b)\n",
  };
  const text = newCard({ parents: [hostile], relation: "finetune", endpoint });
  assert.equal(text.split("\n---\n").length, 2, "one closing fence");
  assert.doesNotMatch(text.slice(text.indexOf("\n---\n")), /(?<!\\)<img|(?<!\\)\]\(command/);
  assert.equal(text.match(/^# /gm)?.length, 1);
});
