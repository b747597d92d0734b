import assert from "node:assert/strict";
import { test } from "node:test";
import { cardText } from "../../../src/bills/said-in-card";

test("a card's first paragraph describes the model, and parts are found by their headings", () => {
  const body = [
    "# Poet\r",
    "[![badge](https://x/y.svg)](https://x)",
    "![picture](x.png)",
    "<div>markup</div>",
    "Poet writes",
    "poems.",
    "## Intended Uses & Limitations",
    "- Writing.",
    "## Bias, Risks",
    "[More Information Needed]",
    "```",
    "# Training",
    "code",
    "```",
    "### Training procedure",
    "| a | table |",
    "One epoch.",
    "## Evaluation",
    "It is good.",
  ].join("\n");
  assert.deepEqual(cardText(body), {
    description: "Poet writes poems.",
    uses: "Writing.",
    limits: "Writing.",
    training: "One epoch.",
  });
});

test("what a card does not tell is null, and what it tells at length is shortened and holds no token", () => {
  assert.deepEqual(cardText("# Poet\n\n<!-- nothing -->\n"), {
    ...{ description: null, uses: null, limits: null, training: null },
  });
  assert.equal(cardText("x".repeat(5_000)).description?.length, 1_000);
  assert.doesNotMatch(cardText("Use hf_abcdefghijklmnop to log in.").description ?? "", /abcdefgh/);
});

test("a card of any length is read in time that grows with its length", () => {
  const text = "# ".repeat(200_000) + "\n".repeat(200_000) + "```\n".repeat(100_000);
  assert.equal(cardText(text).uses, null);
});
