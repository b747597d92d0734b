import assert from "node:assert/strict";
import { test } from "node:test";
import { type LicenseVerdict, licenseVerdict } from "../../../src/licenses/compatibility";
import { goldenLines } from "../../golden/read-golden";

/** OSADL's verdict on a child's license (first) under a parent's, as letters of osadl-matrix.txt. */
const cells = readMatrix("osadl-matrix.txt");

const meaning: Readonly<Record<string, LicenseVerdict["verdict"]>> = {
  S: "ok",
  Y: "ok",
  N: "incompatible",
  C: "review",
  U: "review",
};

/** Where our table deliberately differs from OSADL: parent, child, OSADL's letter, ours, why. */
const decidedOtherwise = [
  "cc-by-2.5 -> cc0-1.0: Y, ours review", // The label would lose the attribution that every CC BY asks for.
  "cc-by-2.5 -> unlicense: Y, ours review",
  "cc-by-2.5 -> wtfpl: Y, ours review",
  "cc-by-3.0 -> cc0-1.0: Y, ours review",
  "cc-by-3.0 -> unlicense: Y, ours review",
  "cc-by-3.0 -> wtfpl: Y, ours review",
  "eupl-1.2 -> eupl-1.1: N, ours review", // The appendix of EUPL 1.2 lists 1.1 among what is compatible.
  "gpl-2.0 -> agpl-3.0: N, ours review", // The Hub's id does not tell "only" from "or later".
  "gpl-2.0 -> gpl-3.0: N, ours review",
  "lgpl-2.1 -> lgpl-3.0: N, ours review",
  "agpl-3.0 -> lgpl-2.1: C, ours incompatible", // "Check dependency" is of linking; a finetune changes the work.
  "agpl-3.0 -> lgpl-3.0: C, ours incompatible",
];

/**
 * Pairs that OSADL leaves unknown in that version but our table decides: three permissive licenses below copyleft,
 * where OSADL decides for the others of their kind. ECL 2.0 is Apache 2.0 but for its patent clause, hence its two conflicts.
 */
const decidedHere = [
  ...["agpl-3.0", "epl-1.0", "epl-2.0", "eupl-1.1", "eupl-1.2", "gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0"],
  ...["mpl-2.0", "ms-pl", "osl-3.0"],
].map(child => `ncsa -> ${child}: U, ours ok`);
for (const child of ["agpl-3.0", "gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0"])
  decidedHere.push(`postgresql -> ${child}: U, ours ok`);
for (const child of ["agpl-3.0", "gpl-3.0", "lgpl-3.0"]) decidedHere.push(`ecl-2.0 -> ${child}: U, ours ok`);
for (const child of ["gpl-2.0", "lgpl-2.1"]) decidedHere.push(`ecl-2.0 -> ${child}: U, ours incompatible`);

test("verdicts agree with OSADL's matrix on 841 pairs, with listed exceptions", () => {
  assert.equal(cells.length, 29 * 29);
  const apart = cells.flatMap(({ child, parent, letter }) => {
    const { verdict } = licenseVerdict(parent, child, "finetune");
    return verdict === meaning[letter] ? [] : [`${parent} -> ${child}: ${letter}, ours ${verdict}`];
  });
  assert.deepEqual(
    apart.sort(),
    [...decidedOtherwise, ...decidedHere].sort(),
    "a verdict differs from OSADL's without a reason: correct license-table.ts, or name the pair and the reason here",
  );
});

interface Cell {
  readonly child: string;
  readonly parent: string;
  readonly letter: string;
}

function readMatrix(name: string): readonly Cell[] {
  const rows = goldenLines(name).map(line => line.split(/ +/) as [child: string, letters: string]);
  const ids = rows.map(([id]) => id);
  return rows.flatMap(([child, letters]) =>
    [...letters].map((letter, at) => ({ child, parent: ids[at] ?? "", letter })),
  );
}
