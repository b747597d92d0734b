import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutSecrets } from "../../../src/lineage/text/without-secrets";

test("tokens, passwords, and keys in a text are left out, and nothing else", () => {
  for (const [text, shown] of [
    ["https://x.org/a?token=abc&b=1", "https://x.org/a?token=…&b=1"],
    ["https://x.org/a?X-Amz-Signature=abc#c", "https://x.org/a?X-Amz-Signature=…#c"],
    ["https://me:word@huggingface.co/a/b", "https://…@huggingface.co/a/b"],
    ["base hf_abcdefghijklmnop here", "base hf_… here"],
    [
      "lab/hf_model token=3 https://huggingface.co/a/b?x=1",
      "lab/hf_model token=3 https://huggingface.co/a/b?x=1",
    ],
  ] as const)
    assert.equal(withoutSecrets(text), shown);
});
