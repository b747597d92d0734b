import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions } from "../../../../src/analyses/analysis";
import { isMarker } from "../../../../src/analyses/authors/package-markers";
import { evidences, packagingOf } from "../../../../src/analyses/authors/packaging";
import { repackagers } from "../../../../src/analyses/authors/repackagers";
import { sentenceInWords } from "../../../../src/analyses/sentence";
import { columnsOf } from "../../../../src/columns/build-columns";
import { lowercased, lowestByte, signsIn, slashesIn, wordAt } from "../../../../src/columns/words-of-bytes";
import type { Relation } from "../../../../src/lineage/model";
import { seeded } from "../../../../src/statistics/random";

const options: AnalysisOptions = { mode: "corrected", seed: 1, within: null, relation: null };
const model = (id: string, month = 0, downloads = 1) => ({
  id,
  numbers: { createdAt: Date.UTC(2024, month, 1), downloads },
});
const link = (parent: string, child: string, relation: Relation) => ({ parent, child, relation });

/** The name before its marker; null if it has none, or nothing before it. */
function unpackedName(name: string): string | null {
  const bytes = new TextEncoder().encode(`${name}-gguf`);
  const end = bytes.length - "-gguf".length;
  const at = bytes.findIndex(
    (byte, place) => "-_.".includes(String.fromCharCode(byte)) && isMarker(bytes, place + 1, end),
  );
  return at <= 0 ? null : new TextDecoder().decode(bytes.subarray(0, at));
}

test("parts of names that tell a package, and names that only look so", () => {
  const names = {
    "Llama-2-7B-Chat-GGUF": "Llama-2-7B-Chat",
    "llama-3-8b-bnb-4bit": "llama-3-8b",
    "Mixtral-8x7B-v0.1-4.0bpw-h6-exl2": "Mixtral-8x7B-v0.1",
    "phi-2-q4_k_m": "phi-2",
    "tiny-i1-GGUF": "tiny",
    "model.Q5_K_M.gguf": "model",
    "whisper-mlx": "whisper",
    "x-int8": "x",
    "x-8-bit": "x",
  };
  for (const [name, base] of Object.entries(names)) assert.equal(unpackedName(name), base);
  for (const name of [
    "gguf",
    "-GGUF",
    "awquila",
    "bert-awqful",
    "q4",
    "qwen-q",
    "int4ever",
    "v1.5bpwx",
    "ppo-32bit",
  ])
    assert.equal(unpackedName(name), null, name);
});

test("evidence: a relation, a name, a copy, and what is the author's own", () => {
  const columns = columnsOf(
    [
      model("maker/base", 1),
      model("packer/renamed", 2),
      model("maker/quant", 2),
      model("packer/base-GGUF", 2),
      model("maker/base-AWQ", 2),
      model("maker/other-GPTQ", 2),
      model("packer/Base", 3),
      model("packer/unique", 3),
    ],
    [
      link("maker/base", "packer/renamed", "quantized"),
      link("maker/base", "maker/quant", "quantized"),
      link("maker/base", "maker/other-GPTQ", "unknown"),
      link("packer/unique", "packer/unique", "quantized"),
    ],
  );
  const evidence = Array.from(packagingOf(columns), code => evidences[code]);
  assert.deepEqual(evidence, [
    "none",
    "relation",
    "none",
    "name", // packer/Base is a copy itself
    "none", // its author has the model without -AWQ
    "none", // its parent is its author's own
    "copy",
    "none",
  ]);
});

test("a common name proves nothing, and neither does a missing date", () => {
  const many = Array.from({ length: 11 }, (_, at) => model(`student-${at}/ppo`, at % 5));
  assert.ok(packagingOf(columnsOf(many, [])).every(code => code === 0));
  assert.equal(packagingOf(columnsOf(many.slice(0, 10), [])).filter(code => code > 0).length, 8);
  assert.ok(packagingOf(columnsOf([{ id: "a/x" }, { id: "b/x" }], [])).every(code => code === 0));
});

/** One with 19 of 20 packages, one with 17 of 20, and one with 19 of 19. */
function hub(relation: Relation) {
  const made = Array.from({ length: 30 }, (_, at) => model(`maker/m${at}`, 0, 10));
  const packages = (author: string, count: number, others: number) => [
    ...Array.from({ length: count }, (_, at) => model(`${author}/m${at}-GGUF`, 1, 5)),
    ...Array.from({ length: others }, (_, at) => model(`${author}/own-${at}`, 1, 0)),
  ];
  const rows = [
    ...made,
    ...packages("packer", 19, 1),
    ...packages("mixed", 17, 3),
    ...packages("small", 19, 0),
  ];
  return columnsOf(
    rows,
    Array.from({ length: 19 }, (_, at) => link(`maker/m${at}`, `packer/m${at}-GGUF`, relation)),
  );
}

test("repackagers have 20 models, nine of ten packaged, and a share of all downloads", () => {
  const { result, tables, finding } = repackagers.run(hub("quantized"), options);
  assert.deepEqual(
    result.repackagers.map(({ author, models, packaged, relation, name }) => [
      author,
      models,
      packaged,
      relation,
      name,
    ]),
    [["packer", 20, 19, 19, 0]],
  );
  assert.ok((result.repackagers[0]?.low ?? 1) < 0.9, "19 of 20 may be chance");
  const downloads = 300 + 5 * (19 + 17 + 19);
  for (const { ofDownloads, authors } of result.shares)
    assert.deepEqual([authors, ofDownloads?.ratio], [1, 95 / downloads]);
  assert.match(
    sentenceInWords(finding ?? [], tables),
    /if only declared quantizations count; .* is packer\.$/,
  );
});

test("where no link declares a relation, the strictest notion is unknown, not 0", () => {
  const { result, tables, finding } = repackagers.run(hub("unknown"), options);
  assert.deepEqual([result.shares[0]?.authors, result.shares[0]?.ofDownloads], [null, null]);
  assert.equal(result.shares[1]?.authors, 1);
  assert.match(sentenceInWords(finding ?? [], tables), /identified by names alone/);
});

/** The same in the words of a regular expression. */
const marker =
  /[-_.](?:gguf|ggml|awq|gptq|exl[23]|mlx|bnb|hqq|eetq|aqlm|nf4|fp8|int[48]|[2-8]-?bits?|q[2-8](?:_[0-9a-z]+)*|i1-gguf|\d(?:\.\d+)?bpw|w4a16|w8a8)(?=$|[-_.])/i;

test("markers are found where an expression finds them, in names of all kinds", () => {
  const random = seeded(11);
  const parts =
    "-_.gguf,ggml,AWQ,gptq,exl2,mlx,bnb,hqq,eetq,aqlm,nf4,fp8,int4,4bit,8-bits,q4_k,q5,i1-gguf,4.0bpw,2bpw,3.bpw,w4a16,w8a8,7b,3.1,-,_,.,x,Model,8,é,ü-,模型".split(
      ",",
    );
  let marked = 0;
  for (let names = 0; names < 10_000; names++) {
    const length = 1 + random.below(6);
    const name = Array.from({ length }, () => parts[random.below(parts.length)]).join(
      random.below(2) === 0 ? "" : "-",
    );
    const found = marker.exec(name);
    const base = found === null || found.index === 0 ? null : name.slice(0, found.index);
    assert.equal(unpackedName(name), base, name);
    const columns = columnsOf(
      [model(base === null ? "maker/base" : `maker/${base}`), model(`packer/${name}`)],
      [],
    );
    const isPackage = evidences[packagingOf(columns)[1] ?? 0] === "name";
    assert.equal(isPackage, base !== null, name);
    if (base !== null) marked++;
  }
  assert.ok(marked > 2_500 && marked < 9_000, `${marked}`);
});

test("four bytes at once say what each of them says", () => {
  const random = seeded(12);
  for (let round = 0; round < 20_000; round++) {
    const bytes = Uint8Array.from({ length: 4 }, () => random.below(256));
    const word = wordAt(new DataView(bytes.buffer), 0, 1 + random.below(6));
    const each = [0, 8, 16, 24].map(shift => (word >>> shift) & 255);
    const lower = [0, 8, 16, 24].map(shift => (lowercased(word) >>> shift) & 255);
    const signs = [7, 15, 23, 31].map(shift => (signsIn(word) >>> shift) & 1);
    const slashes = [7, 15, 23, 31].map(shift => (slashesIn(word) >>> shift) & 1);
    assert.deepEqual(
      slashes,
      each.map(byte => (byte === 47 ? 1 : 0)),
    );
    const lowest = signs.indexOf(1);
    if (lowest >= 0) assert.equal(lowestByte(signsIn(word)), lowest);
    for (const [at, byte] of each.entries()) {
      const letter = byte < 128 ? String.fromCharCode(byte).toLowerCase().charCodeAt(0) : byte;
      assert.equal(lower[at], letter);
      assert.equal(signs[at], [45, 46, 95].includes(byte) ? 1 : 0, `${byte}`);
    }
  }
});

test("a key tells names apart wherever they differ, and not by the case of letters", () => {
  const names = Array.from({ length: 3_000 }, (_, at) => `m${at.toString(36).padStart(7, "x")}`);
  const columns = columnsOf(
    names.flatMap((name, at) => [model(`one${at}/${name}`, 1), model(`two${at}/${name.toUpperCase()}`, 2)]),
    [],
  );
  const copies = packagingOf(columns).filter(evidence => evidences[evidence] === "copy");
  assert.equal(copies.length, names.length);
});
