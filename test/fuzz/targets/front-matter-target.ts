import { findFences } from "../../../src/card/front-matter/fences";
import type { FrontMatter } from "../../../src/card/front-matter/front-matter";
import {
  parseByEntries,
  parseFrontMatter,
  parseWhole,
} from "../../../src/card/front-matter/parse-front-matter";
import { cardSeeds, cardWords } from "../card-seeds";
import { type FuzzTarget, holds } from "../fuzz-target";

/** The package brings no types. */
const { load } = require("js-yaml") as { load(text: string): unknown };

/** The front matter of a card. */
export const frontMatter: FuzzTarget = {
  name: "front-matter",
  oracle:
    "Parsing never throws, every place lies in the text, both readers agree, and of plain YAML js-yaml, whose messages are the Hub's, has the same opinion and the same keys.",
  seeds: cardSeeds,
  words: cardWords,
  check(input) {
    const text = new TextDecoder().decode(input);
    const found = parseFrontMatter(text);
    const whole = parseWhole(text);
    checkPlaces(text, found);
    holds(shape(found) === shape(whole), () => `the readers differ: ${shape(found)} and ${shape(whole)}`);
    holds(
      (parseByEntries(text)?.problems.length ?? 0) === 0,
      () => "entries that are read alone have problems",
    );
    checkVerdict(text, whole);
  },
};

function checkPlaces(text: string, { block, fields, problems }: FrontMatter): void {
  const ranges = [...problems.map(({ range }) => range), ...(block === null ? [] : [block])];
  for (const { keyRange, valueRange, items } of fields.values())
    ranges.push(keyRange, valueRange, ...items.map(({ range }) => range));
  for (const { start, end } of ranges)
    holds(start >= 0 && start <= end && end <= text.length, () => `a place from ${start} to ${end}`);
}

function shape({ block, fields, problems, insertAt }: FrontMatter): string {
  return JSON.stringify([block, insertAt, [...fields.values()], problems]);
}

/** What this check leaves to the reader's own comparison with js-yaml, which names each difference and its reason. */
const notPlain = /[^\x20-\x7e\n]|[&*!%@`|>?{}[\]\\<]|^\s*---|:-|^\.\.\./m;

function checkVerdict(text: string, found: FrontMatter): void {
  const block = findFences(text)?.block ?? null;
  if (block === null) return;
  const yaml = text.slice(block.start, block.end);
  if (notPlain.test(yaml)) return;
  const loaded = loadYaml(yaml);
  if (loaded === null || typeof loaded.value !== "object" || loaded.value === null) return;
  const ours = found.problems.length === 0;
  // The Hub asks for keys with values, and refuses a sound list.
  holds(
    ours === (loaded.ok && !Array.isArray(loaded.value)),
    () => `${JSON.stringify(yaml)} is ${ours ? "sound" : "broken"} here, not in js-yaml`,
  );
  if (!ours) return;
  const [our, their] = [[...found.fields.keys()].sort(), Object.keys(loaded.value).sort()];
  holds(our.join("\n") === their.join("\n"), () => `keys ${our} and in js-yaml ${their}`);
}

function loadYaml(yaml: string): { ok: boolean; value: unknown } {
  try {
    return { ok: true, value: load(yaml) };
  } catch {
    return { ok: false, value: {} };
  }
}
