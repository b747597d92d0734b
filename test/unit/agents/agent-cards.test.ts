import assert from "node:assert/strict";
import { test } from "node:test";
import { asList, asObject, type JsonObject } from "../../../src/lineage/checked-json";
import { agentCards, startCardsHub } from "./agent-cards";
import { withAgents } from "./agent-stage";

const findingsOf = ({ findings }: JsonObject) =>
  asList(findings)
    .map(asObject)
    .filter(each => each !== null);

test("every seeded error of 50 cards is found, and nothing else is an error or a warning", () =>
  withAgents(startCardsHub, async ({ call }) => {
    const cards = agentCards("seeded");
    assert.equal(cards.length, 50);
    const wrong: string[] = [];
    for (const { name, seeded, input } of cards) {
      const { structured, isError, text } = await call("check_model_card", input);
      assert.equal(isError, false, `${name}: ${text}`);
      const findings = findingsOf(structured);
      if (!findings.some(({ rule }) => rule === seeded)) wrong.push(`${name} lacks ${seeded}`);
      const others = findings.filter(
        ({ rule, severity }) => rule !== seeded && (severity === "error" || severity === "warning"),
      );
      if (others.length > 0) wrong.push(`${name} also: ${others.map(({ rule }) => rule).join(", ")}`);
    }
    assert.deepEqual(wrong, []);
  }));

test("a text without front matter gets no verdict", () =>
  withAgents(startCardsHub, async ({ call }) => {
    for (const text of ["license: gpl-99\nbase_model: a/b\n", "# hi\n", ""]) {
      const { structured, text: said } = await call("check_model_card", { text });
      assert.match(said, /no front matter/);
      assert.equal(asObject(structured.coverage)?.complete, false);
    }
  }));

test("50 sound cards give no error and no warning", () =>
  withAgents(startCardsHub, async ({ call }) => {
    const cards = agentCards("sound");
    assert.equal(cards.length, 50);
    const wrong: string[] = [];
    for (const { name, input } of cards) {
      const { structured } = await call("check_model_card", input);
      for (const { rule, severity, message } of findingsOf(structured))
        if (severity === "error" || severity === "warning")
          wrong.push(`${name}: ${severity} ${rule}: ${message}`);
    }
    assert.deepEqual(wrong, []);
  }));
