import { ownValue } from "../../lineage/own-value";
import { inEnglish } from "../../words/words";
import type { Rule } from "../finding";
import { clausesOf } from "./rule-clauses";
import { ruleDecisions, ruleReasons, sourceOfRule } from "./rule-reasons";

/** The page of a rule as Markdown, in English. */
export function rulePage(rule: Rule, example = ""): string {
  const { id } = rule;
  const off = `{ "${id}": "off" }`;
  const decision = ruleDecisions.get(id);
  const clauses = inEnglish(() => clausesOf(id));
  const sections = [
    `# ${id}`,
    rule.summary,
    `**Severity:** ${rule.severity}`,
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
