import { changesInWords, type WatchChange, watchKinds } from "../../app/watch/watch-changes";
import { count, listed } from "../../lineage/in-words";
import { withoutLinks } from "../../lineage/showable";
import { inertMarkdown } from "../../lineage/text/inert-markdown";
import { inLine } from "../printable";
import { sarifLevels, sarifRun } from "../sarif-run";
import type { Style } from "../terminal/style";

/** What a watch tells. */
export interface WatchReport {
  /** What is watched, as the user named it. */
  readonly targets: readonly string[];
  /** How many models are watched. */
  readonly models: number;
  /** When the earlier state was read, in ms since 1970; null if that is not known. */
  readonly since: number | null;
  /** Whether there was an earlier state for all targets. */
  readonly isCompared: boolean;
  readonly changes: readonly WatchChange[];
}

const titles: Readonly<Record<WatchChange["kind"], string>> = {
  "ancestor-relicensed": "Ancestors with another license",
  "ancestor-gone": "Ancestors that are gone",
  "ancestor-back": "Ancestors that are visible again",
  "ancestor-renamed": "Ancestors with a new ID",
  "ancestor-gated": "Ancestors with a new gate",
  "ancestor-superseded": "Ancestors with a successor",
  "descendant-conflict": "New descendants with a license that does not fit",
  "descendant-unnamed": "New copies that declare no parent",
};

function headline({ targets, models, since, isCompared, changes }: WatchReport): string {
  const what = `${listed(targets, 5, "and")}: ${count(models, "model")} watched`;
  if (!isCompared) return `${what}. This is the first read, which later ones are compared with.`;
  return `${what}, ${changesInWords(changes.length, since)}.`;
}

function concerned(models: readonly string[]): string {
  return models.length === 0 ? "" : ` Concerns ${listed(models, 5, "and")}.`;
}

/** A watch as text. */
export function watchText(report: WatchReport, style: Style): string {
  const lines = report.changes.map(({ level, message, models, kind }) => {
    const word = style(level === "warning" ? "yellow" : "cyan", level.padEnd(7));
    return `  ${word}  ${inLine(message)}${inLine(concerned(models))}  ${style("dim", kind)}`;
  });
  return `${[inLine(headline(report)), ...lines].join("\n")}\n`;
}

/** A watch as JSON: `{targets, models, since, isCompared, changes: [{kind, about, models, level, before, after, message}]}`. */
export function watchJson({ since, ...report }: WatchReport): string {
  const when = since === null ? null : new Date(since).toISOString();
  return `${JSON.stringify({ ...report, since: when }, null, 2)}\n`;
}

/** A watch as Markdown, such as for an issue: what others wrote is shown as it is. */
export function watchMarkdown(report: WatchReport): string {
  const sections = watchKinds.flatMap(kind => {
    const of = report.changes.filter(change => change.kind === kind);
    if (of.length === 0) return [];
    const lines = of.map(({ level, message, models }) => {
      const mark = level === "warning" ? "**Needs a look:** " : "";
      return `- ${mark}${inertMarkdown(message)}${inertMarkdown(concerned(models))}`;
    });
    return [`## ${titles[kind]}`, lines.join("\n")];
  });
  const end = "Possible conflicts, read from the licenses as the Hub names them. They are not legal advice.";
  return `${["# What changed", inertMarkdown(headline(report)), ...sections, end].join("\n\n")}\n`;
}

/** A watch as a SARIF 2.1.0 (OASIS) log: the places are the watched models on the Hub. */
export function watchSarif({ changes }: WatchReport, version: string): string {
  const kinds = watchKinds.filter(kind => changes.some(change => change.kind === kind));
  const results = changes.map(({ kind, level, message, models, about }) => ({
    ruleId: `watch/${kind}`,
    ruleIndex: kinds.indexOf(kind),
    level: sarifLevels[level],
    message: { text: withoutLinks(message) },
    locations: (models.length === 0 ? [about] : models.slice(0, 20)).map(id => ({
      physicalLocation: {
        artifactLocation: {
          uri: `https://huggingface.co/${id.split("/").map(encodeURIComponent).join("/")}`,
        },
      },
    })),
  }));
  const rules = kinds.map(kind => ({ id: `watch/${kind}`, shortDescription: { text: titles[kind] } }));
  return `${JSON.stringify(sarifRun(version, rules, { results }), null, 2)}\n`;
}
