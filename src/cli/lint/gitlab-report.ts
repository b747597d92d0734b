import { createHash } from "node:crypto";
import { relative, resolve, sep } from "node:path";
import type { Severity } from "../../card/finding";
import { lineStarts, toPosition } from "../../card/position";
import { withoutLinks } from "../../lineage/showable";
import type { LintReport } from "../lint-command";
import { incompleteCards } from "./incomplete-cards";

/** GitLab's words, in a scale of info, minor, major, critical, and blocker. */
const severities: Readonly<Record<Severity, string>> = {
  error: "major",
  warning: "minor",
  info: "info",
  hint: "info",
};

/**
 * A report in GitLab's format for Code Quality (https://docs.gitlab.com/ci/testing/code_quality/): findings, and files that
 * could not be read, or not be checked completely, as critical. A fingerprint does not depend on the line, so a finding that moves stays the same one.
 */
export function gitlabReport({ files, unread }: LintReport): unknown {
  const fingerprint = fingerprints();
  const issue = (path: string, rule: string, severity: string, message: string, line: number) => {
    const place = pathInProject(path);
    return {
      description: withoutLinks(message),
      check_name: rule,
      fingerprint: fingerprint([place, rule, message]),
      severity,
      location: { path: place, lines: { begin: line } },
    };
  };
  return [
    ...files.flatMap(({ path, text, findings }) => {
      const starts = lineStarts(text);
      return findings.map(({ rule, severity, message, range }) =>
        issue(path, rule, severities[severity], message, toPosition(text, range.start, starts).line + 1),
      );
    }),
    ...incompleteCards(files).map(({ path, message }) => issue(path, "incomplete", "critical", message, 1)),
    ...unread.map(({ path, message }) => issue(path, "unread", "critical", message, 1)),
  ];
}

/** Makes a fingerprint of some texts; the same texts again get another one. */
function fingerprints(): (texts: readonly string[]) => string {
  const seen = new Map<string, number>();
  return texts => {
    const key = JSON.stringify(texts);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return createHash("sha256").update(`${key}${times}`).digest("hex").slice(0, 32);
  };
}

/** A path from the current folder, which is the project's in CI; any other path is absolute. */
function pathInProject(path: string): string {
  const below = relative(process.cwd(), resolve(path)).split(sep).join("/");
  if (below === "") return ".";
  return below === ".." || below.startsWith("../") ? resolve(path) : below;
}
