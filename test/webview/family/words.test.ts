import assert from "node:assert/strict";
import { test } from "node:test";
import { bareModel } from "../../../src/lineage/model";
import { shortIdsIn } from "../../../src/lineage/repo-id";
import { cutMiddle, showable } from "../../../src/lineage/showable";
import { compareTraits } from "../../../webview/family/compare";
import { readKept } from "../../../webview/family/state";
import { type Area, fittingZoom, horizontalScale } from "../../../webview/family/tree/camera";
import { verdictWords } from "../../../webview/family/verdict";
import { columnsOf, isModelIn } from "../../../webview/kit/grid-rows";
import { roughly } from "../../../webview/kit/numbers";

test("characters that act instead of showing are shown by their code", () => {
  assert.equal(showable("a\u202Eb\u0000c\u2028d"), "a⟨U+202E⟩b⟨U+0000⟩c⟨U+2028⟩d");
  assert.equal(showable("<img src=x onerror=alert(1)>"), "<img src=x onerror=alert(1)>");
  assert.equal(showable("名前/モデル"), "名前/モデル");
});

test("long names keep both ends, and no character is cut in half", () => {
  assert.equal(cutMiddle("abcdefghij", 10), "abcdefghij");
  assert.equal(cutMiddle("abcdefghijk", 5), "ab…jk");
  assert.equal(cutMiddle("😀😀😀😀😀😀", 3), "😀…😀");
});

test("large numbers are words", () => {
  assert.deepEqual([0, 999, 1234, 999_960, 1_200_000, 7e9].map(roughly), [
    "0",
    "999",
    "1.2 thousand",
    "1 million",
    "1.2 million",
    "7 billion",
  ]);
});

test("traits are kept, changed, lost, gained or nowhere", () => {
  const parent = {
    ...bareModel("a/p"),
    license: "gemma",
    languages: ["en", "de"],
    task: "text-generation",
    datasets: ["x"],
    parameters: 7e9,
  };
  const own = {
    ...bareModel("a/c"),
    license: "mit",
    languages: ["en"],
    task: "text-generation",
    library: "peft",
  };
  const fates = Object.fromEntries(compareTraits(own, parent).map(({ trait, fate }) => [trait, fate]));
  assert.deepEqual(fates, {
    license: "changed",
    languages: "lost",
    task: "kept",
    library: "gained",
    datasets: "lost",
    parameters: "none",
  });
});

test("a kept state of any shape is read without trust", () => {
  const empty = readKept(undefined);
  for (const damaged of [
    null,
    7,
    "x",
    [],
    {
      depth: 9,
      opened: "x",
      shown: [
        [1, 2],
        ["k", "v"],
      ],
      focus: {},
    },
  ]) {
    assert.deepEqual(readKept(damaged), empty);
  }
  assert.deepEqual(readKept({ focus: "a/b", depth: "all", opened: ["a", 1], shown: [["k", 50]] }), {
    ...empty,
    focus: "a/b",
    depth: "all",
    opened: ["a"],
    shown: [["k", 50]],
  });
});

test("the verdict on a license names both, the reason and the section, and how sure it is", () => {
  const parent = (license: string | null) => ({ ...bareModel("a/p"), license });
  const own = (license: string | null) => ({ ...bareModel("a/c"), license });
  assert.deepEqual(verdictWords(parent("gemma"), own("gemma"), "finetune"), {
    kind: "ok",
    sentence: "This model keeps the parent's license, gemma.",
  });
  const conflict = verdictWords(parent("gemma"), own("apache-2.0"), "unknown");
  assert.equal(conflict.kind, "conflict");
  assert.match(
    conflict.sentence,
    /^Possible license conflict: the parent uses gemma, whose use restrictions apply to every derivative \(section 3\.1\); this model declares apache-2\.0\. The relation is not stated/,
  );
  assert.equal(verdictWords(parent(null), own("mit"), "finetune").kind, "review");
  assert.match(verdictWords(parent("other"), own("\u202Emit"), "finetune").sentence, /⟨U\+202E⟩mit/);
});

test("from afar rows fall together while all columns still fit, and near by both grow alike", () => {
  const tall: Area = { left: 0, right: 800, top: -200_000, bottom: 200_000 };
  const k = fittingZoom(tall, 856, 600);
  assert.ok(Math.abs(k * 400_000 - 544) < 1, `${k}`);
  assert.equal(horizontalScale(k, tall, 856), 1, "the columns keep their places");
  assert.equal(horizontalScale(2, tall, 856), 2);
  const long: Area = { left: 0, right: 12_000, top: -50, bottom: 50 };
  const far = fittingZoom(long, 856, 600);
  assert.ok(
    Math.abs(horizontalScale(far, long, 856) * 12_000 - 800) < 1,
    "a chain of 40 fits into the window",
  );
});

test("only model IDs are links in a table: a column's name decides, and a word without a slash must be a known model", () => {
  const columns = ["parent_license", "parent", "model_id", "dataset_id", "child"];
  const rows = [["gemma", "gemma", "google/gemma-2b", "a/data", "gpt2"]];
  const models = new Set(["gpt2"]);
  const linked = columnsOf({ columns, rows }).filter((column, at) =>
    isModelIn(column, rows[0]?.[at] ?? null, models),
  );
  assert.deepEqual(
    linked.map(({ name }) => name),
    ["model_id", "child"],
  );
  assert.deepEqual(shortIdsIn({ columns, rows }, 10), ["gemma", "gpt2"], "the words to look up");
});
