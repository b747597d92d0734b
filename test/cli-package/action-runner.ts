import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Ran, runIn } from "../cli/run";

/** Writes a card into a new folder below `folder`, which is returned. */
export function withCard(folder: string, name: string, text: string): string {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "README.md"), text);
  return folder;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly id?: string;
      readonly shell: string;
      readonly run: string;
      readonly env?: Readonly<Record<string, string>>;
    }[];
  };
}

/** What the steps of an action left behind; `code` is that of the last one that ran. */
export interface ActionRun extends Ran {
  /** The text of the job summary. */
  readonly summary: string;
}

/** Runs the steps of a composite action as GitHub does: in `workspace`, with inputs, until one fails. `temp` is an empty folder. */
export async function runAction(
  actionPath: string,
  inputs: Readonly<Record<string, string>>,
  places: { readonly workspace: string; readonly temp: string },
  env: Readonly<Record<string, string>>,
): Promise<ActionRun> {
  const action: Action = parse(readFileSync(join(actionPath, "action.yml"), "utf8"));
  const unknown = Object.keys(inputs).filter(name => !(name in action.inputs));
  if (action.runs.using !== "composite" || unknown.length > 0)
    throw new Error(`Not a composite action, or without the inputs ${unknown.join(", ")}.`);
  const known = new Map([["runner.temp", places.temp]]);
  for (const [name, { default: value }] of Object.entries(action.inputs))
    known.set(`inputs.${name}`, inputs[name] ?? value);
  const summary = join(places.temp, "summary.md");
  mkdirSync(places.temp, { recursive: true });
  writeFileSync(summary, "");
  let ran: Ran = { code: 0, stdout: "", stderr: "" };
  for (const step of action.runs.steps) {
    if (step.shell !== "bash") throw new Error(`A step has the shell ${step.shell}.`);
    const output = join(places.temp, "output");
    const script = join(places.temp, "step.sh");
    writeFileSync(output, "");
    writeFileSync(script, step.run);
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, substituted(value, known)]);
    const { code, stdout, stderr } = await runIn(
      places.workspace,
      "bash",
      ["--noprofile", "--norc", "-eo", "pipefail", script],
      {
        ...env,
        GITHUB_ACTION_PATH: actionPath,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_OUTPUT: output,
        ...Object.fromEntries(own),
      },
    );
    ran = { code, stdout: ran.stdout + stdout, stderr: ran.stderr + stderr };
    if (code !== 0) break;
    for (const line of readFileSync(output, "utf8").split("\n")) {
      const [, name, value] = /^([^=]+)=(.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) known.set(`steps.${step.id}.outputs.${name}`, value);
    }
  }
  return { ...ran, summary: readFileSync(summary, "utf8") };
}

/** A text with its expressions replaced; one that GitHub would not know fails. */
function substituted(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined) throw new Error(`The action uses ${name}, which this runner does not know.`);
    return value;
  });
}
