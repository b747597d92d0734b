import { relative, resolve, sep } from "node:path";
import type { Finding, Fix, Rule } from "../../card/finding";
import { lineStarts, toPosition } from "../../card/position";
import { rules } from "../../card/rules";
import { withoutLinks } from "../../lineage/showable";
import type { LintedFile, LintReport } from "../lint-command";
import { sarifLevels, sarifRun } from "../sarif-run";
import { incompleteCards } from "./incomplete-cards";
import { unlistedInWords } from "./unlisted-findings";

/** A report as a SARIF 2.1.0 (OASIS) log, with every rule, the fixes, and silenced findings as suppressed. */
export function sarifLog({ files, notCards, unread }: LintReport, version: string): unknown {
  const failed = [...unread, ...incompleteCards(files)];
  return sarifRun(version, rules.map(describe), {
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder that lint was run in." } } },
    artifacts: files.map(({ path }) => ({ location: locationOf(path) })),
    invocations: [
      {
        executionSuccessful: failed.length === 0,
        toolExecutionNotifications: [
          ...failed.map(({ path, message }) => notification(path, "error", message)),
          ...notCards.map(path => notification(path, "note", "This file is not a model card.")),
          ...files.flatMap(({ path, unlisted = [] }) =>
            unlisted.map(more => notification(path, "note", unlistedInWords(more), more.rule)),
          ),
        ],
      },
    ],
    results: files.flatMap(resultsOf),
  });
}

function notification(path: string, level: "error" | "note", text: string, rule?: string): unknown {
  return {
    level,
    ...(rule === undefined ? {} : { associatedRule: { id: rule } }),
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: locationOf(path) } }],
  };
}

function describe({ id, severity, summary }: Rule): unknown {
  return {
    id,
    shortDescription: { text: summary },
    defaultConfiguration: { level: sarifLevels[severity] },
  };
}

function resultsOf(file: LintedFile): unknown[] {
  const at = regionIn(file.text);
  const result = (finding: Finding) => ({
    ruleId: finding.rule,
    ruleIndex: rules.findIndex(rule => rule.id === finding.rule),
    level: sarifLevels[finding.severity],
    message: { text: withoutLinks(finding.message) },
    locations: [{ physicalLocation: { artifactLocation: locationOf(file.path), region: at(finding.range) } }],
    ...(finding.fixes.length === 0 ? {} : { fixes: finding.fixes.map(fix => fixOf(file.path, fix, at)) }),
  });
  return [
    ...file.findings.map(result),
    ...file.silenced.map(({ finding, reason }) => ({
      ...result(finding),
      suppressions: [{ kind: "inSource", ...(reason === "" ? {} : { justification: reason }) }],
    })),
  ];
}

function fixOf(path: string, { title, edits }: Fix, at: ReturnType<typeof regionIn>): unknown {
  const replacements = edits.map(({ range, newText }) => ({
    deletedRegion: at(range),
    insertedContent: { text: newText },
  }));
  return {
    description: { text: withoutLinks(title) },
    artifactChanges: [{ artifactLocation: locationOf(path), replacements }],
  };
}

/** Lines and columns count from one; the end column is the one after the last character. */
function regionIn(text: string) {
  const starts = lineStarts(text);
  return ({ start, end }: { readonly start: number; readonly end: number }) => {
    const [from, to] = [toPosition(text, start, starts), toPosition(text, end, starts)];
    return {
      startLine: from.line + 1,
      startColumn: from.character + 1,
      endLine: to.line + 1,
      endColumn: to.character + 1,
    };
  };
}

/** A path inside the current folder as a relative URI; any other path as a file URI. */
function locationOf(path: string): { readonly uri: string; readonly uriBaseId?: string } {
  const below = relative(process.cwd(), resolve(path)).split(sep).join("/");
  const encoded = (each: string) => each.split("/").map(encodeURIComponent).join("/");
  return below.startsWith("../") || below.includes(":")
    ? { uri: `file://${encoded(resolve(path).split(sep).join("/"))}` }
    : { uri: encoded(below), uriBaseId: "%SRCROOT%" };
}
