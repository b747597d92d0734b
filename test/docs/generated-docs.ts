import { analyses } from "../../src/analyses/list";
import { rulePagePath } from "../../src/card/rule-pages/rule-page-path";
import { rules } from "../../src/card/rules";
import { spdxFormat } from "../../src/cli/family/bill-formats";
import { commandTable } from "../../src/cli/help/command-table";
import { commandHelp, helpText } from "../../src/cli/help/help-text";
import { familyFormats } from "../../src/lineage/export/format-names";
import { formatOf } from "../../src/lineage/export/formats";
import { readManifest } from "../house/manifest";
import { isThere, pathsBelow, readText } from "../house/source-tree";
import { cardSkill, manifestWithTools, toolsPart } from "./agent-manifest";
import { commandsPage } from "./commands-page";
import { foldersPart } from "./folder-words";
import { licensesPart } from "./licenses/licenses-page";
import { walkthroughPictures } from "./pictures/walkthrough-pictures";
import { rulePageWithExample, rulesPage } from "./rule-pages-of-docs";
import { settingsPage } from "./settings-page";

/** Every generated page by its path, and the documents of which a part is generated, as they should be. */
export function generatedDocs(): ReadonlyMap<string, string> {
  const manifest = readManifest();
  return new Map([
    ["docs/rules.md", rulesPage()],
    ...rules.map(rule => [rulePagePath(rule.id), rulePageWithExample(rule)] as const),
    ["package.json", manifestWithTools()],
    ["media/skills/write-model-card/SKILL.md", cardSkill()],
    ["docs/settings.md", settingsPage(manifest)],
    ["docs/commands.md", commandsPage(manifest)],
    ...walkthroughPictures(),
    ["docs/command-line.md", withPart("docs/command-line.md", commandLinePart())],
    ["docs/cli.md", cliPage()],
    ["docs/agents.md", withPart("docs/agents.md", toolsPart())],
    ["docs/analyses.md", withPart("docs/analyses.md", analysesPart())],
    ["docs/licenses.md", withPart("docs/licenses.md", licensesPart())],
    ["ARCHITECTURE.md", withPart("ARCHITECTURE.md", foldersPart())],
  ]);
}

/** Paths of the pages that differ from what is generated, and of pages of rules that are gone. */
export function staleDocs(): string[] {
  const pages = generatedDocs();
  const differ = [...pages].filter(([path, text]) => !isThere(path) || readText(path) !== text);
  const gone = pathsBelow("docs/rules").filter(path => !pages.has(path));
  return [...differ.map(([path]) => path), ...gone];
}

const begin = "<!-- Generated from the code by npm run docs. Do not edit. -->";
const end = "<!-- End of the generated part. -->";

/** A page with its generated part made anew; throws when its marks are missing. */
function withPart(path: string, part: string): string {
  const text = readText(path);
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`${path} lacks the lines ${begin} and ${end}.`);
  return `${text.slice(0, start)}${begin}\n\n${part}\n\n${text.slice(stop)}`;
}

/** The help of every command, as the program prints it. */
function cliPage(): string {
  const sections = commandTable.map(
    command => `## ${command.name}\n\n\`\`\`text\n${commandHelp(command)}\`\`\`\n`,
  );
  return [
    `${begin}\n`,
    "# Every command and option\n",
    "What `hub-lineage --help` and `hub-lineage COMMAND --help` print. [The command line](command-line.md) explains more.\n",
    `\`\`\`text\n${helpText()}\`\`\`\n`,
    ...sections,
  ].join("\n");
}

function commandLinePart(): string {
  const formats = [...familyFormats.map(key => ({ key, ...formatOf(key) })), spdxFormat];
  const rows = formats.map(
    ({ key, name, purpose, ending }) => `| \`${key}\` | ${name} | ${purpose} | \`.${ending}\` |`,
  );
  return `## Formats of a family

| \`--format\` | Name | What it is for | Ending |
|---|---|---|---|
${rows.join("\n")}`;
}

function analysesPart(): string {
  const sections = analyses.map(({ id, title, definition, source, needs, takesLong, measures, requires }) => {
    const lines = [
      `### ${title}`,
      `\`hub-lineage analyze ${id}\``,
      definition,
      ...(needs.length > 0
        ? [`- **Needs the columns** ${needs.map(column => `\`${column}\``).join(", ")}.`]
        : []),
      ...(requires
        ? [`- **Needs the option** \`${requires === "older" ? "--compare" : "--organization"}\`.`]
        : []),
      ...(measures ? [`- **Measures** ${measures.map(measure => `\`${measure}\``).join(", ")}.`] : []),
      ...(takesLong ? ["- **Takes long**, so the editor runs it only when you ask."] : []),
      `- **Source:** ${source}.`,
    ];
    return lines.join("\n\n").replaceAll("\n\n- ", "\n- ").replace("\n- ", "\n\n- ");
  });
  return sections.join("\n\n");
}
