import { ownValue } from "../../lineage/own-value";
import { inEnglish } from "../../words/words";
import type { Rule } from "../finding";
import { clausesOf } from "./rule-clauses";
import { ruleDecisions, ruleReasons, sourceOfRule } from "./rule-reasons";

const unstated = "if nothing states how the model was made from its parent";

/** When findings of a license rule are milder than the rule, by its ID. */
const milderCases: ReadonlyMap<string, string> = new Map([
  ["license/incompatible", `info ${unstated}`],
  ["license/laundered", `info ${unstated}`],
  ["license/merge-conflict", "info if the licenses have to be read to tell"],
  [
    "license/name-prefix",
    "info for adapters and quantized copies, and if nothing states the relation to the parent",
  ],
  ["license/nc-dropped", `info ${unstated}`],
  ["license/nd-derivative", `info ${unstated}`],
  ["license/parent-unlicensed", `hint ${unstated}`],
  ["license/quantized-copy", "hint if the card does not state that the model is quantized"],
  ["license/research-only-dropped", `info ${unstated}`],
  ["license/review", `hint ${unstated}`],
  ["license/share-alike-dropped", `info ${unstated}`],
  ["license/use-restrictions-dropped", `info ${unstated}`],
]);

function milder(id: string): string {
  const found = milderCases.get(id);
  return found === undefined ? "" : `; ${found}`;
}

/** The page of a rule as Markdown, in English. */
export function rulePage(rule: Rule, example = ""): string {
  const { id } = rule;
  const off = `{ "${id}": "off" }`;
  const decision = ruleDecisions.get(id);
  const clauses = inEnglish(() => clausesOf(id));
  const sections = [
    `# ${id}`,
    rule.summary,
    `**Severity:** ${rule.severity}${milder(id)}`,
    "## Why it matters",
    ownValue(ruleReasons, id) ?? "",
    ...(clauses === ""
      ? []
      : ["## Clauses", "Parent licenses that this rule covers, and the clause behind each:", clauses]),
    ...(decision === undefined ? [] : ["## Where it draws the line", decision]),
    example,
    "## Change or silence it",
    "In your settings, for yourself or a workspace (`error`, `warning`, `info`, `hint`, or `off`):",
    block("json", `{ "hubLineage.rules": ${off} }`),
    "In a `.hublineagerc.json` file in the card's folder or in a folder above it, for everyone, in the editor and on the command line:",
    block("json", `{ "rules": ${off} }`),
    "For one finding, at the end of its line, with your reason after the colon:",
    block("yaml", `# hub-lineage-disable-line ${id}: reason`),
    "## Source",
    `${sourceOfRule(id)}.`.replace(/(https:\S+?)(?=[.,]?(?:\s|$))/g, "<$1>"),
    id.startsWith("license/") ? "License findings point to license texts. They are not legal advice." : "",
  ];
  return `${sections.filter(section => section !== "").join("\n\n")}\n`;
}

function block(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
