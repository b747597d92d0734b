import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cardNames, cardsFolder } from "../unit/card/fixture-cards";

/** The cards of the rules' fixtures, as bytes. */
export function cardSeeds(): readonly Uint8Array[] {
  return cardNames.map(name => readFileSync(join(cardsFolder, name)));
}

/** What means something in front matter. */
export const cardWords: readonly string[] = [
  ...[
    "---\n",
    "license: ",
    "License: ",
    "licence: mit\n",
    "base_model: ",
    "tags: [",
    "- ",
    "\n  - ",
    ": ",
    "#",
  ],
  ...["'", '"', "&a ", "*a", "<<: ", "|\n", ">-\n", "!!python/object ", "!x ", "? ", "{", "}", "[", "]", ","],
  ...[
    "\u001b",
    "\u0092",
    "\ufeff",
    "\u2028",
    "\t",
    "\r",
    "\r\n",
    "\0",
    "no",
    "null",
    "~",
    "1e3",
    "0x1f",
    "1_0",
  ],
  ...[
    "2024-01-01",
    "pipeline_tag: constructor\n",
    "language: jp\n",
    "model-index:\n",
    "__proto__: 1\n",
    "%TAG",
  ],
];
