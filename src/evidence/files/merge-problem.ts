import { t } from "../../words/words";
import { configIn, mostModels, parsedYaml } from "./mergekit";
import { pointerProblem } from "./parsed-json";

/** Why a mergekit configuration, or part of it, cannot be read, as the end of a sentence; null if all is well. */
export function mergeProblem(yaml: string): string | null {
  const pointer = pointerProblem(yaml);
  if (pointer !== null) return pointer;
  const read = parsedYaml(yaml);
  if (read.problems.length > 0) return t`is not valid YAML, so it was read only in part or not at all`;
  const config = configIn(read);
  if (config === null) return t`names no model, so nothing was read from it`;
  if (config.models.length >= mostModels)
    return t`names ${mostModels} models or more; only the first ${mostModels} were read`;
  return read.isFirstOfSeveral ? t`holds several documents; only the first was read` : null;
}
