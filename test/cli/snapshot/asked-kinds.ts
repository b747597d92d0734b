import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HubData } from "../../hub/hub-data";
import { type LoopbackHub, startHub } from "../../hub/server";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { runCli, withFolder } from "../run";

const rows = ["acme/a", "acme/b", "ann/c", "gone/d", "google/e", "later/f"].map((id, at) => ({
  id,
  downloads: BigInt(600 - 100 * at),
}));

/** What `analyze kinds` prints, as far as the tests read it. */
export interface Kinds {
  readonly result: {
    readonly kinds: readonly { readonly kind: string; readonly models: number }[];
    readonly unknown: readonly { readonly why: string; readonly authors: number }[];
  };
  readonly authors: { readonly asked: number | null };
}

/** How many models are of each kind that occurs. */
export const modelsOf = ({ result }: Kinds) =>
  Object.fromEntries(
    result.kinds.filter(({ models }) => models > 0).map(({ kind, models }) => [kind, models]),
  );

/** How many authors are of unknown kind for each reason that occurs. */
export const unknownOf = ({ result }: Kinds) =>
  Object.fromEntries(
    result.unknown.filter(({ authors }) => authors > 0).map(each => [each.why, each.authors]),
  );

/** A Hub that knows some authors, an index folder with an imported table of their models, and the folder around it. */
export function withAskedIndex(
  work: (hub: LoopbackHub, index: string, folder: string) => Promise<void>,
): Promise<void> {
  return withFolder(async folder => {
    const models = new HubData();
    models.authors.set("acme", "organization").set("ann", "person").set("later", "person");
    const hub = await startHub({ models });
    try {
      const [file, index] = [join(folder, "models.parquet"), join(folder, "index")];
      writeFileSync(file, parquetOf(rows));
      assert.equal((await runCli(["import", file, "--index", index])).code, 0);
      await work(hub, index, folder);
    } finally {
      await hub.close();
    }
  });
}
