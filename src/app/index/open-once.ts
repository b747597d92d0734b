import type { Index, IndexStatus } from "../ports/index-port";
import { lazyIndex } from "./index-calls";

/** An index that must be opened first; other calls wait until it is open. */
export interface IndexToOpen<Place> {
  readonly index: Index;
  /** Opens the index; rejects if it is already open. After a failure, it can be opened again. */
  open(place: Place): Promise<IndexStatus>;
}

/** Creates an index that can be opened once, at a place given to `open`. */
export function openOnce<Place>(openAt: (place: Place) => Promise<Index>): IndexToOpen<Place> {
  let opening: Promise<Index> | null = null;
  return {
    index: lazyIndex(async () => {
      if (opening === null) throw new Error("The index is not open. Call open first.");
      return opening;
    }),
    open: async place => {
      if (opening !== null) throw new Error("The index is already open.");
      opening = openAt(place);
      try {
        return await (await opening).status();
      } catch (error) {
        opening = null;
        throw error;
      }
    },
  };
}
