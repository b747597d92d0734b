import ts from "typescript";
import { nodesOf, readText, type Source } from "./source-tree";

/** One setting of the manifest. */
interface Setting {
  readonly type: string;
  readonly scope: string;
  readonly order: number;
  readonly markdownDescription: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** One step of a walkthrough. */
interface WalkthroughStep {
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

/** How far the extension supports a kind of workspace. */
interface Capability {
  readonly supported: string;
  readonly description: string;
}

/** Settings that belong together. */
interface SettingGroup {
  readonly title: string;
  readonly order: number;
  readonly properties: Readonly<Record<string, Setting>>;
}

/** The part of package.json that the house reads. */
export interface Manifest {
  readonly activationEvents?: readonly string[];
  readonly icon?: string;
  readonly capabilities: { readonly untrustedWorkspaces: Capability; readonly virtualWorkspaces: Capability };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category?: string; icon?: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, Setting>>;
      /** The groups that the settings editor shows, in its order. */
      readonly groups: readonly SettingGroup[];
    };
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly WalkthroughStep[];
    }[];
    readonly notebooks: readonly { type: string }[];
    readonly keybindings: readonly { command: string; key: string; mac: string }[];
    readonly menus: Readonly<Record<string, readonly { command: string; when?: string; group?: string }[]>>;
    readonly views: Readonly<Record<string, readonly { id: string; icon?: string }[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { id: string; icon: string }[]>>;
    readonly viewsWelcome?: readonly { view: string; contents: string }[];
  };
}

/** The manifest of the checkout, in English. */
export function readManifest(): Manifest {
  const texts = new Map(Object.entries(JSON.parse(readText("package.nls.json")) as Record<string, string>));
  const spoken = (_: string, value: unknown): unknown =>
    typeof value === "string"
      ? value.replace(/^%([\w.-]+)%$/, (key, name: string) => texts.get(name) ?? key)
      : value;
  const manifest = JSON.parse(readText("package.json"), spoken);
  const groups: readonly SettingGroup[] = manifest.contributes.configuration;
  const properties = Object.assign({}, ...groups.map(group => group.properties));
  return { ...manifest, contributes: { ...manifest.contributes, configuration: { properties, groups } } };
}

/** The string literals of sources, without their quotes. */
export function literalsOf(sources: readonly Source[]): Set<string> {
  const found = new Set<string>();
  for (const { tree } of sources) {
    for (const node of nodesOf(tree)) if (ts.isStringLiteralLike(node)) found.add(node.text);
  }
  return found;
}

/** The first arguments, where they are literal, of the calls whose callee ends with one of the names. */
export function firstArguments(sources: readonly Source[], names: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const { tree } of sources) {
    for (const node of nodesOf(tree)) {
      if (!ts.isCallExpression(node)) continue;
      const callee = node.expression.getText().split(".").at(-1)?.replace(/<.*$/s, "") ?? "";
      const [argument] = node.arguments;
      if (names.includes(callee) && argument && ts.isStringLiteralLike(argument)) found.add(argument.text);
    }
  }
  return found;
}

/** Values of `command:` properties that name one of our commands. */
export function commandsUsed(sources: readonly Source[]): Set<string> {
  const found = new Set<string>();
  for (const { tree } of sources) {
    for (const node of nodesOf(tree)) {
      const value =
        ts.isPropertyAssignment(node) && node.name.getText() === "command" ? node.initializer : undefined;
      if (value && ts.isStringLiteralLike(value) && value.text.startsWith("hubLineage."))
        found.add(value.text);
    }
  }
  return found;
}

/** Names of our context keys and views in the `when` clauses of the manifest. */
export function whenNames({ contributes }: Manifest): {
  keys: Set<string>;
  views: Set<string>;
  items: Set<string>;
} {
  const clauses = Object.values(contributes.menus).flatMap(entries => entries.map(({ when }) => when ?? ""));
  const text = clauses.join(" && ");
  const all = (pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ""));
  return {
    views: all(/\bview == ([\w.]+)/g),
    items: all(/\bviewItem == ([\w.]+)/g),
    keys: all(/(?<!== )\b(hubLineage\.\w+)/g),
  };
}
