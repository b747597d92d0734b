import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, Rule } from "../../src/card/finding";
import { lintCard } from "../../src/card/lint";
import { toPosition } from "../../src/card/position";
import { rulePage } from "../../src/card/rule-pages/rule-page";
import { rules } from "../../src/card/rules";
import { applyFix, cardNames, cardsFolder, contextOf, expected } from "../unit/card/fixture-cards";

/** The list of all rules. */
export function rulesPage(): string {
  const row = ({ id, severity, summary }: Rule) =>
    `| [\`${id}\`](rules/${fileName(id)}.md) | ${severity} | ${summary} |`;
  return `# Rules

<!-- Generated from the code by npm run docs. Do not edit. -->

Hub Lineage compares a model card with the Hub's lists, with the files beside it, and with the models that it descends from.
Findings appear in the Problems view and in \`hub-lineage lint\`. Each rule has a page with an example.

| Rule | Severity | What it finds |
|---|---|---|
${rules.map(row).join("\n")}

## Which files are read

A \`README.md\` counts in every folder, in \`checkpoint-500\` as well: such folders are published by themselves. A card in UTF-16 and
a Git LFS pointer in the place of a card are [errors](rules/front-matter-encoding.md), because the Hub reads no metadata from them.

## Severity

A finding can be one or two steps milder than the table says where less is certain: while the card does not state its
relation to the parent, for adapters and quantized copies, or where a visitor cannot tell a missing model from a private one.

A rule that needs facts about other models says so. It uses what the index holds, never waits, and reports as soon as an
answer arrives.

## Change or silence rules

For yourself or a workspace, use the setting [\`hubLineage.rules\`](settings.md). For everyone who works on a card, put a file
\`.hublineagerc.json\` into the card's folder or a folder above it. Only the file nearest to the card counts, which adds nothing to those above it. The editor and the command line both
read it:

\`\`\`json
{ "rules": { "license/review": "off", "license/name-prefix": "error" } }
\`\`\`

Comments in the front matter silence single findings. The reason after the colon is for the next reader:

\`\`\`yaml
license: mit # hub-lineage-disable-line license/nc-dropped: the authors agreed by email
# hub-lineage-disable-next-line base-model/quantized-parent: trained on the 4-bit weights
base_model: unsloth/llama-3-8b-bnb-4bit
# hub-lineage-disable trait/datasets-lost, trait/evaluation-lost: neither applies to this model
\`\`\`

License findings point to possible conflicts and name the section that they rest on. They are not legal advice.
`;
}

/** The page of a rule as the editor shows it, with an example and a link to the code. */
export function rulePageWithExample(rule: Rule): string {
  const file = `src/card/rules/${fileName(rule.id)}.ts`;
  return `<!-- Generated from the code by npm run docs. Do not edit. -->

${rulePage(rule, example(rule.id))}
Code: [${file}](../../${file}) · [All rules](../rules.md)
`;
}

function fileName(id: string): string {
  return id.replace("/", "-");
}

/** A card of the test fixtures in which the rule finds something, what it says, and the card after its fixes. */
function example(id: string): string {
  const name = cardOf(id);
  const source = readFileSync(join(cardsFolder, name), "utf8");
  const context = contextOf(source);
  const text = withoutMarks(source);
  const findings = (card: string) => lintCard(card, context).findings.filter(({ rule }) => rule === id);
  const said = findings(text);
  if (said.length === 0) throw new Error(`${id} finds nothing in ${name} without its markers.`);
  const around = [
    context.repo === null ? [] : [`The card belongs to \`${context.repo}\`.`],
    context.files === null
      ? []
      : [`Its folder holds ${context.files.map(file => `\`${file}\``).join(", ")}.`],
    (context.told?.evidence ?? []).map(({ where, seen }) => `\`${where}\` says \`${seen}\`.`),
  ].flat();
  return [
    "## Example",
    ...(around.length > 0 ? [around.join(" ")] : []),
    block(text),
    said.map(finding => `- ${place(text, finding)}: ${escaped(finding.message)}`).join("\n"),
    ...afterwards(text, findings),
  ].join("\n\n");
}

function cardOf(id: string): string {
  const marked = cardNames.filter(name =>
    expected(readFileSync(join(cardsFolder, name), "utf8")).some(each => each.includes(` ${id}: `)),
  );
  const [first] = marked;
  if (first === undefined) throw new Error(`No card in test/fixtures/cards has a finding of ${id}.`);
  return marked.find(name => name === `${fileName(id)}.md`) ?? first;
}

function withoutMarks(source: string): string {
  const lines = source.split(/\r?\n/).filter(line => !/^# > |^<!-- /.test(line));
  return `${lines.join("\n").trimEnd()}\n`;
}

function afterwards(text: string, findings: (card: string) => readonly Finding[]): string[] {
  const titles = new Set<string>();
  let fixed = text;
  for (let turn = 0; turn < 20; turn++) {
    const fix = findings(fixed).flatMap(({ fixes }) => fixes.slice(0, 1))[0];
    if (fix === undefined) break;
    titles.add(`*${fix.title}*`);
    fixed = applyFix(fixed, fix);
  }
  if (titles.size === 0) return ["There is no quick fix: the decision is yours."];
  const word = titles.size > 1 ? "quick fixes" : "quick fix";
  return [`After the ${word} ${[...titles].join(", ")}:`, block(fixed)];
}

function place(text: string, { range }: Finding): string {
  return `Line ${toPosition(text, range.start).line + 1}`;
}

/** Plain text as Markdown that reads the same. */
function escaped(text: string): string {
  return text.replace(/[\\`*_<[\]]/g, "\\$&");
}

function block(text: string): string {
  const visible = text.replaceAll("\0", "␀").trimEnd();
  return `\`\`\`markdown\n${visible}\n\`\`\``;
}
