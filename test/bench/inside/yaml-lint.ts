import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * yaml-language-server's language service, from a folder where it is installed, without a schema: parsing and the checks
 * of YAML itself, over the front matter of a card.
 */
export function yamlIn(folder: string): (card: string) => Promise<unknown> {
  const load = createRequire(join(folder, "package.json"));
  const { getLanguageService } = load("yaml-language-server");
  const { TextDocument } = load("vscode-languageserver-textdocument");
  const service = getLanguageService({
    schemaRequestService: async () => "",
    workspaceContext: { resolveRelativePath: (path: string) => path },
    yamlSettings: { documents: undefined },
    telemetry: { send: () => {}, sendError: () => {}, sendTrack: () => {} },
  });
  service.configure({ validate: true, schemas: [], customTags: [] });
  let version = 0;
  return card => {
    const yaml = card.slice(4, card.indexOf("\n---\n", 4) + 1);
    return service.doValidation(TextDocument.create("file:///card.yaml", "yaml", ++version, yaml), false);
  };
}

/** As a program of its own: checks the README.md of every folder in a folder, since the server has no command line. */
async function main(folder: string, cards: string): Promise<void> {
  const check = yamlIn(folder);
  for (const name of readdirSync(cards)) await check(readFileSync(join(cards, name, "README.md"), "utf8"));
}

const [, program, folder, cards] = process.argv;
if (program?.endsWith("yaml-lint.js") && folder !== undefined && cards !== undefined)
  void main(folder, cards);
