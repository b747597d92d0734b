import { UserError } from "../../app/ports/errors";
import { textOf, type Values } from "../../app/report/written-options";
import { isRepoId } from "../../lineage/repo-id";
import type { Places } from "../options";

/** A parsed `propose`. */
export type ProposeCommand = {
  readonly name: "propose";
  readonly places: Places;
  readonly repo: string;
  /** The rule whose finding is fixed. */
  readonly rule: string;
  /** Which of its fixes, from 1; absent if there is only one. */
  readonly fix: number | undefined;
};

/** Parses `propose`; throws UserError with a sentence that says what is wrong. */
export function proposeCommand(
  places: Places,
  values: Values,
  positionals: readonly string[],
): ProposeCommand {
  const [repo = "", ...more] = positionals;
  const rule = textOf(values, "rule") ?? "";
  if (more.length > 0 || !isRepoId(repo) || rule === "")
    throw new UserError(
      "propose takes one model ID and the rule whose finding is to be fixed; for example, hub-lineage propose lab/model --rule base-model/missing.",
    );
  const written = textOf(values, "fix");
  const fix = written === undefined ? undefined : Number(written);
  if (fix !== undefined && !(Number.isInteger(fix) && fix >= 1 && fix <= 1000))
    throw new UserError(`--fix takes the number of a fix, from 1, not ${JSON.stringify(written)}.`);
  return { name: "propose", places, repo, rule, fix };
}
