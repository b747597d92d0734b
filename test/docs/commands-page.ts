import type { Manifest } from "../house/manifest";
import { commandWords } from "./command-words";

/** The page of all commands; throws for a command without words, and for words without a command. */
export function commandsPage(manifest: Manifest): string {
  const { commands, keybindings } = manifest.contributes;
  const known = new Set(commands.map(({ command }) => command));
  const odd = Object.keys(commandWords).filter(command => !known.has(command));
  if (odd.length > 0) throw new Error(`test/docs/command-words.ts describes unknown commands: ${odd.join()}`);
  const rows = commands.map(({ command, title, category }) => {
    const words = commandWords[command];
    if (words === undefined) throw new Error(`test/docs/command-words.ts does not describe ${command}.`);
    return `| \`${category}: ${title}\` | ${words} | ${placesOf(command, manifest).join(", ")} |`;
  });
  const keys = keybindings.map(({ command, key, mac }) => {
    const title = commands.find(each => each.command === command)?.title;
    return `| \`${key}\` (macOS: \`${mac}\`) | ${title} |`;
  });
  return `# Commands

<!-- Generated from package.json and test/docs/command-words.ts by npm run docs. Do not edit. -->

| Command | What it does | Where |
|---|---|---|
${rows.join("\n")}

## Keys

| Key | Command |
|---|---|
${keys.join("\n")}

In the family panel, the arrow keys walk the tree, Enter opens a group, Space selects a model, \`/\` searches, and \`+\`, \`-\`, and
\`0\` zoom. F2 on a model id in a card renames it in every card in the workspace.
`;
}

const menus: Readonly<Record<string, string>> = {
  "editor/title": "title of an editor",
  "editor/context": "context menu of an editor",
  "explorer/context": "context menu of a `README.md` in the Explorer",
  "notebook/toolbar": "toolbar of a notebook",
  "file/newFile": "*New File…*",
  "view/title": "title of a view",
  "view/item/context": "rows of a view",
};

/** The menus that have a command. */
function placesOf(command: string, { contributes }: Manifest): string[] {
  const inPalette = contributes.menus.commandPalette?.find(entry => entry.command === command);
  const palette = { undefined: ["palette"], false: [] }[String(inPalette?.when)] ?? [
    `palette (${condition(inPalette?.when ?? "")})`,
  ];
  const others = Object.entries(menus).flatMap(([menu, words]) =>
    contributes.menus[menu]?.some(entry => entry.command === command) ? [words] : [],
  );
  const found = [...palette, ...others];
  // What no menu has is what a click on a row of a tree runs.
  return found.length > 0 ? found : ["rows of a view"];
}

const conditions: readonly (readonly [string, string])[] = [
  ["sample", "in the sample data"],
  ["cardOpen", "while a model card is open"],
  ["hub-lineage-proposal", "while a proposed change is shown"],
  ["queryRunning", "while a query runs"],
  ["queryDocuments", "in a query document"],
  ["notebookType", "in a notebook"],
];

function condition(when: string): string {
  const found = conditions.find(([key]) => when.includes(key));
  if (found === undefined) throw new Error(`test/docs/commands-page.ts has no words for: ${when}`);
  return found[1];
}
