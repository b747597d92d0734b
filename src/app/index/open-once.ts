import type { Index, IndexStatus } from "../ports/index-port";
import { lazyIndex } from "./index-calls";

/** An index that its first call has to open; the other calls wait for that. */
export interface IndexToOpen<Place> {
  readonly index: Index;
  /** Opens it; rejects where it is open already. After a failure it can be opened again. */
  open(place: Place): Promise<IndexStatus>;
}

/** Makes an index that is opened once, at the place that is told then. */
export function openOnce<Place>(openAt: (place: Place) => Promise<Index>): IndexToOpen<Place> {
  let opening: Promise<Index> | null = null;
  return {
    index: lazyIndex(async () => {
      if (opening === null) throw new Error("The index is not open. Call open first.");
      return opening;
    }),
    open: async place => {
      if (opening !== null) throw new Error("The index is open already.");
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
