import { type CommandEntry, endpointOption, indexOption } from "./command-entry";

/** The command `propose`. */
export const proposeEntry: CommandEntry = {
  name: "propose",
  arguments: "REPO",
  summary: "open a pull request on a model with the fix of one finding",
  text: "Lints the card of a model on the Hub, applies the fix of one finding, shows the exact change, and asks. Only if you type the name of the repo, it opens a pull request there with that change and a sentence that says what it is based on. It needs a terminal and a token with write access (HF_TOKEN, or hf auth login); without a terminal, it shows the change and sends nothing. One finding at a time, and no file but README.md. Rules have their usual settings: .hublineagerc.json is not read.",
  options: [
    { name: "rule", value: "RULE", help: "the rule whose finding is fixed, such as base-model/missing" },
    { name: "fix", value: "N", help: "which of its fixes, if there are several" },
    endpointOption,
    indexOption,
  ],
  examples: [
    ["propose lab/model --rule base-model/missing", "proposes the parent that files name"],
    ["propose lab/model --rule license/invalid-id --fix 2", "proposes the second of several fixes"],
  ],
};
