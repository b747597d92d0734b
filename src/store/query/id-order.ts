import type { SnapshotFiles } from "../../app/ports/file-ports";
import type { PackedTexts } from "../../columns/snapshot-columns";
import { sortTexts } from "../../columns/sort-texts";
import { allRows } from "../pages/sorted-rows";

/** The order of a snapshot's ids, which takes seconds to find for millions of them. */
export interface IdOrder {
  /** The rows in the order of their ids' bytes. */
  readonly rows: (ids: PackedTexts) => Uint32Array;
  /** Keeps an order that was found beside the snapshot. Where that fails, the next question finds it again. */
  keep(): Promise<void>;
}

const partName = "id-order";

/** The order of the ids of the snapshot with this mark: what is kept beside it, or found when it is asked for. */
export async function idOrder(files: SnapshotFiles, mark: string, models: number): Promise<IdOrder> {
  const parts = files.derived(mark);
  const kept = await parts.read(partName).catch(() => null);
  let found: Uint32Array | null = null;
  const known = kept?.length === 4 * models ? new Uint32Array(kept.slice().buffer) : null;
  return {
    rows: ids => {
      if (known !== null) return known;
      if (found === null) {
        found = allRows(models);
        sortTexts(ids, found);
      }
      return found;
    },
    keep: async () => {
      if (found === null) return;
      const { buffer, byteOffset, byteLength } = found;
      await parts.write(partName, new Uint8Array(buffer, byteOffset, byteLength)).catch(() => undefined);
    },
  };
}
