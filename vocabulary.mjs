// Writes src/card/vocabulary.json, the small part of the Hub's own lists that the card lint needs (`npm run
// vocabulary`). The packages are large and slow to load, so only this part ships.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { LANGUAGES_ISO_639_1, LANGUAGES_ISO_639_3 } from "@huggingface/languages";
import { MODEL_LIBRARIES_UI_ELEMENTS, PIPELINE_DATA } from "@huggingface/tasks";

const place = new URL("src/card/vocabulary.json", import.meta.url);
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** `id label` for each entry: the id has no blank, the label is what people read. */
const lines = entries => entries.map(([id, label]) => `${id} ${label.trim()}`);

/** One bit for each of the 26³ codes of three letters, six bits to a letter of the alphabet, lowest first. */
function bitmap(codes) {
  const known = new Set(codes);
  const letter = at => String.fromCharCode(97 + at);
  const bits = Array.from({ length: 26 ** 3 }, (_, at) =>
    known.has(letter(Math.floor(at / 676)) + letter(Math.floor(at / 26) % 26) + letter(at % 26)),
  );
  let text = "";
  for (let at = 0; at < bits.length; at += 6) {
    const six = bits.slice(at, at + 6).reduce((sum, bit, shift) => sum + (bit ? 1 << shift : 0), 0);
    text += alphabet[six];
  }
  return text;
}

/** The vocabulary as written to the file, rebuilt from the packages. */
function vocabulary() {
  const require = createRequire(import.meta.url);
  const manifest = JSON.parse(readFileSync(require.resolve("./package.json"), "utf8"));
  return {
    source: `@huggingface/tasks ${manifest.devDependencies["@huggingface/tasks"]}, @huggingface/languages ${manifest.devDependencies["@huggingface/languages"]}`,
    tasks: lines(Object.entries(PIPELINE_DATA).map(([id, { name }]) => [id, name])),
    libraries: lines(
      Object.entries(MODEL_LIBRARIES_UI_ELEMENTS).map(([id, { prettyLabel }]) => [id, prettyLabel]),
    ),
    languages: lines(Object.values(LANGUAGES_ISO_639_1).map(({ code, name }) => [code, name])),
    languageCodes: bitmap(Object.keys(LANGUAGES_ISO_639_3)),
  };
}

const text = `${JSON.stringify(vocabulary(), null, 2)}\n`;
if (process.argv.includes("--check")) {
  if (readFileSync(place, "utf8") !== text) {
    console.error("src/card/vocabulary.json does not match the packages; run npm run vocabulary.");
    process.exitCode = 1;
  }
} else writeFileSync(place, text);
