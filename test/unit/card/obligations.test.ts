import assert from "node:assert/strict";
import { test } from "node:test";
import type { CardContext, KnownModel } from "../../../src/card/finding";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { lintCard } from "../../../src/card/lint";
import { obligationsHeadline, unclearPart } from "../../../src/card/obligations/headline";
import { isTextOf } from "../../../src/card/obligations/license-files";
import { obligationsOf } from "../../../src/card/obligations/obligations";
import { bareModel, type Model } from "../../../src/lineage/model";

function known(id: string, traits: Partial<Model>, ...parents: readonly string[]): KnownModel {
  const edges = parents.map(parent => ({ child: id, parent, relation: "finetune" as const }));
  return { state: "known", id, model: { ...bareModel(id), ...traits }, parents: edges, at: 0 };
}

const models: ReadonlyMap<string, KnownModel> = new Map([
  ["lab/middle", known("lab/middle", { license: "apache-2.0" }, "meta/origin", "lab/custom", "gone/model")],
  ["meta/origin", known("meta/origin", { license: "llama3.1", gated: "manual" })],
  ["lab/custom", known("lab/custom", { license: "other", licenseName: "our-terms" })],
  ["gone/model", { state: "missing", orPrivate: false }],
]);

function found(body: string, files: Readonly<Record<string, string>> | null, repo = "me/Poet") {
  const text = `---\nlicense: apache-2.0\nbase_model: lab/middle\n---\n${body}`;
  const context: CardContext = {
    repo,
    files: files === null ? null : Object.keys(files),
    lookup: id => models.get(id) ?? { state: "unknown" },
  };
  const card = { text, frontMatter: parseFrontMatter(text), disables: [] };
  return obligationsOf(card, context, {
    contents: new Map(Object.entries(files ?? {})),
    ofAncestors: new Map(),
  });
}

const stateOf = ({ obligations }: ReturnType<typeof found>, license: string, duty: string) => {
  const one = obligations.find(each => each.license === license && each.duty === duty);
  return one === undefined ? null : [one.state, one.seen];
};

const llama =
  "LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\nLlama 3.1 Version Release Date: July 23, 2024\n\n1. License Rights and Redistribution.\n";
const notice =
  "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.";

test("what the licenses of all ancestors ask is missing in a bare card, and a person can tell what to write", () => {
  const bare = found("", {});
  assert.deepEqual([bare.ancestors, bare.isWhole], [3, false]);
  for (const duty of ["license-copy", "display", "name-prefix", "notice-text", "use-policy"])
    assert.deepEqual(stateOf(bare, "llama3.1", duty), ["missing", null], duty);
  assert.deepEqual(stateOf(bare, "apache-2.0", "copyright"), ["missing", null]);
  const display = bare.obligations.find(({ duty }) => duty === "display");
  assert.equal(display?.wanted, "Built with Llama");
  assert.deepEqual(stateOf(bare, "llama3.1", "user-limit"), ["to check", null]);
  assert.deepEqual(stateOf(bare, "llama3.1", "acceptance"), ["to check", null]);
});

test("files and text meet what they hold, by what is in them and not by their names", () => {
  const full = found(
    "Built with Llama. Fine-tuned on poems.",
    { LICENSE: llama, NOTICE: notice },
    "me/Llama-Poet",
  );
  assert.deepEqual(stateOf(full, "llama3.1", "license-copy"), ["there", "LICENSE"]);
  assert.deepEqual(stateOf(full, "llama3.1", "notice-text"), ["there", "NOTICE"]);
  assert.deepEqual(stateOf(full, "llama3.1", "display"), ["there", "README.md"]);
  assert.deepEqual(stateOf(full, "llama3.1", "name-prefix"), ["there", "name"]);
  assert.deepEqual(stateOf(full, "apache-2.0", "changes"), ["there", "README.md"]);
  const wrong = found("", { LICENSE: "Permission is hereby granted, free of charge, to any person" });
  assert.deepEqual(stateOf(wrong, "llama3.1", "license-copy"), ["missing", null]);
});

test("where the files cannot be listed, nothing that may be in them is called missing", () => {
  const unlisted = found("", null);
  assert.deepEqual(stateOf(unlisted, "llama3.1", "license-copy"), ["to check", null]);
  assert.deepEqual(stateOf(unlisted, "llama3.1", "display"), ["missing", null]);
});

test("ancestors whose terms are not known are named with the reason, not left out", () => {
  const { unclear } = found("", {});
  assert.deepEqual(
    unclear.map(({ id, why, name }) => [id, why, name]),
    [
      ["gone/model", "not visible", null],
      ["lab/custom", "custom license", "our-terms"],
    ],
  );
});

test("texts of licenses are told by their names and sentences", () => {
  const noncommercial =
    "Attribution-NonCommercial 4.0 International\nSection 5 -- Disclaimer of Warranties and Limitation of Liability.";
  assert.ok(isTextOf("cc-by-nc-4.0", noncommercial));
  assert.ok(!isTextOf("cc-by-4.0", noncommercial));
  assert.ok(!isTextOf("llama3.1", "Llama 3.2 Community License Agreement"));
  assert.ok(!isTextOf("mit", ""));
  const named =
    "Our Model License\n\nParts are under the Apache License, Version 2.0 (the Apache License Version 2.0, January 2004); you may not train on outputs.\n".repeat(
      40,
    );
  assert.ok(!isTextOf("apache-2.0", named), "a text that names a license is not the license");
});

test("words in a comment are not displayed, and pictures of license plates are no license, for rules as well", () => {
  assert.deepEqual(stateOf(found("<!-- Built with Llama -->\n", {}), "llama3.1", "display"), [
    "missing",
    null,
  ]);
  const rules = (body: string, files: readonly string[]) => {
    const text = `---\nlicense: apache-2.0\nbase_model: lab/middle\n---\n${body}`;
    const context: CardContext = {
      ...{ repo: "me/Poet", files },
      lookup: id => models.get(id) ?? { state: "unknown" },
    };
    return lintCard(text, context).findings.map(({ rule }) => rule);
  };
  const hidden = rules("<!-- Built with Llama -->\n", ["license_plate.jpg", "notices.json"]);
  for (const rule of ["license/display-missing", "license/file-missing", "license/notice-missing"])
    assert.ok(hidden.includes(rule), rule);
  const shown = rules("Built with Llama\n", ["LICENSE-apache-2.0", "NOTICE.md"]);
  for (const rule of ["license/display-missing", "license/file-missing", "license/notice-missing"])
    assert.ok(!shown.includes(rule), rule);
});

test("the headline tells no number where all is unclear, and what else may be asked where only some is known", () => {
  const empty = { ancestors: 1, isWhole: true, obligations: [], unclear: [], undeclared: [] };
  const custom = {
    id: "lab/custom",
    why: "custom license",
    name: "our-terms",
    because: "name-alone",
  } as const;
  const gone = { id: "gone/model", why: "not visible", name: null, because: null } as const;
  const likely = { parent: "lab/likely", seen: "x", where: "config.json" } as never;
  assert.equal(
    obligationsHeadline({ ...empty, unclear: [custom] }),
    "What is asked is unclear: lab/custom has terms of its own, which a person has to read: license_name alone does not tell which license it is, and there is no license_link",
  );
  assert.equal(
    obligationsHeadline({ ...empty, unclear: [custom, gone] }),
    "What is asked is unclear: the terms of 2 ancestors are not known",
  );
  assert.match(
    obligationsHeadline({ ...empty, undeclared: [likely] }),
    /^What is asked is unclear: lab\/likely is/,
  );
  assert.match(
    obligationsHeadline({ ...empty, isWhole: false }),
    /^What is asked is unclear: not all ancestors/,
  );
  assert.equal(
    obligationsHeadline(empty),
    "0 obligations from 1 ancestor (0 missing, 0 to check, 0 there)",
    "an ancestor that asks for nothing is known",
  );
  assert.equal(unclearPart(empty), null);
  const some = found("", {});
  assert.match(
    obligationsHeadline(some),
    /missing, \d+ to check, \d+ there\), and more may be asked: the terms of 2 /,
  );
});
