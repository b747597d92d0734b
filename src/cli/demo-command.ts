import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { printedModel, sampleFiles } from "../demo/sample-cards";
import { onDisk } from "../platform/disk-errors";
import { removeLeft, temporaryPrefix } from "../platform/own-temporary";
import type { Core } from "./core";
import { type FamilyWriting, runFamily } from "./family/family-command";
import type { TextLayout } from "./family/family-text";
import { type LintReport, lintPaths } from "./lint-command";
import { printReport } from "./lint-report";

interface Showing {
  readonly version: string;
  readonly layout: TextLayout;
  readonly signal: AbortSignal;
}

const kind = "hub-lineage-demo-";
const places = { endpoint: undefined, index: undefined, offline: false, onlyIndex: false };

/**
 * Prints one family of the sample and the findings of the sample cards, which lie in a temporary folder meanwhile. `core` has
 * the sample Hub. The folder is removed also if the command is stopped or fails.
 */
export async function runDemo(core: Core, { version, layout, signal }: Showing): Promise<string> {
  const family = await sampleFamily(core, { ...layout, version });
  const parent = tmpdir();
  const failed = "Set TMPDIR (on Windows, TEMP) to a folder that you can write to.";
  await removeLeft(parent, kind);
  const folder = await onDisk(parent, () => mkdtemp(join(parent, temporaryPrefix(kind))), failed);
  try {
    await onDisk(folder, () => writeSample(folder), failed);
    signal.throwIfAborted();
    const report = await lintSample(core, folder);
    const findings = printReport(report, "text", { version, style: layout.style });
    return inSections(family, findings, layout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function inSections(family: string, findings: string, { style }: TextLayout): string {
  return [
    "This is sample data: no such models exist, no request is made, and nothing is left behind.",
    "",
    style("bold", "A family"),
    "Below each model are those made from it, and ✗ marks a license that may conflict with the parent's.",
    "For a model on the Hub, run: hub-lineage family ORGANIZATION/NAME",
    "",
    family,
    style("bold", "The findings of three model cards"),
    "Each line points to a problem in a card, such as a license that conflicts with the parent's, and says what to do about it.",
    "For the cards in your folder, run: hub-lineage lint .",
    "",
    findings.trimEnd(),
    "",
  ].join("\n");
}

async function sampleFamily(core: Core, how: FamilyWriting): Promise<string> {
  const command = {
    name: "family",
    places,
    of: { repo: printedModel },
    up: undefined,
    down: undefined,
    format: "text",
    shape: "wide",
    theme: "auto",
  } as const;
  return (await runFamily(command, core, how)).output;
}

async function writeSample(folder: string): Promise<void> {
  for (const { path, text } of sampleFiles) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Lints the sample; paths in the report begin in its folder. */
async function lintSample(core: Core, folder: string): Promise<LintReport> {
  const report = await lintPaths(
    {
      name: "lint",
      places,
      paths: [folder],
      repo: undefined,
      format: "text",
      summary: undefined,
      fix: false,
      maxWarnings: undefined,
      rules: [],
    },
    core,
  );
  const files = report.files.map(file => ({
    ...file,
    path: relative(folder, file.path).replaceAll("\\", "/"),
  }));
  return { ...report, files };
}
