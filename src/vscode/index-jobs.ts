import type { IndexJobs } from "../app/index-overview";
import { UserError } from "../app/ports";
import type { FamilyActions } from "./family-actions";

/** What is read as a whole, for the view "Index". */
export function indexJobs(actions: FamilyActions): IndexJobs {
  return {
    families: async () => [],
    refresh: ({ root }) => actions.refreshFamily(root),
    forget: async () => {
      throw new UserError(
        "A single family cannot be taken out of the index. Use Hub Lineage: Forget Everything Indexed.",
      );
    },
  };
}
