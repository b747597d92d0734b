import { gatherEvidence } from "../../app/evidence/gather-evidence";
import { gatherObligations } from "../../app/evidence/gather-obligations";
import { UserError } from "../../app/ports/errors";
import type { ModelFiles } from "../../app/ports/model-files-port";
import { obligationsHeadline } from "../../card/obligations/headline";
import { isLegalFile } from "../../card/obligations/legal-names";
import {
  asksInWords,
  licenseInPlace,
  obligationStates,
  unclearInWords,
} from "../../card/obligations/obligation-words";
import type { Obligation, Obligations } from "../../card/obligations/obligations";
import { count } from "../../lineage/in-words";
import type { ToolCall } from "../agent-engine";
import { type Draft, fitted, type ToolAnswer } from "../answer";
import { plainLine } from "../fence";
import type { EvidenceEngine } from "./evidence-engine";
import { EvidenceCall, type EvidenceInput } from "./evidence-subject";

/** What the licenses of all ancestors ask of whoever shares a model, and what of it is there. */
export async function listObligations(
  input: EvidenceInput,
  engine: EvidenceEngine,
  call: ToolCall,
): Promise<ToolAnswer> {
  const evidence = new EvidenceCall(engine, call);
  const { repo, card, files, names, problems: unread } = await evidence.subject(input);
  if (card === null)
    throw new UserError(
      "There is no README.md in this folder, so its ancestors are not known. Write the card first, or pass its text.",
    );
  const problems = [...unread];
  const found = await gatherObligations(
    {
      ...card,
      repo,
      files: files ?? namedFiles(names),
      told: files === null ? null : await gatherEvidence(files),
    },
    {
      lookup: id => evidence.lookup(id),
      filesOf: id => evidence.filesOf(id),
      failed: message => problems.push(message),
    },
  );
  const isUnread = files === null && (names === null || names.some(isLegalFile));
  const coverage = evidence.asked.coverage([
    ...(found.isWhole ? [] : ["Not all ancestors are known, so there may be more."]),
    ...(isUnread
      ? ["Licenses and notices next to the card were not read: pass its path to have them read."]
      : []),
    ...(problems.length === 0 ? [] : [`${count(problems.length, "file")} could not be read (problems).`]),
  ]);
  return fitted(most => draft({ repo, found, problems }, most, coverage), input.complete === true);
}

/** Files that were only named. What those for licenses hold is not known, so nothing may be said to be missing in them. */
function namedFiles(names: readonly string[] | null): ModelFiles {
  const isKnown = names !== null && !names.some(isLegalFile);
  return {
    place: "the files as named",
    list: async () => (isKnown ? names.map(name => ({ name, size: null, sha256: null })) : null),
    text: async () => ({ problem: "was only named, so nothing was read from it" }),
    head: async () => null,
  };
}

interface Told {
  readonly repo: string | null;
  readonly found: Obligations;
  readonly problems: readonly string[];
}

function draft({ repo, found, problems }: Told, most: number, coverage: Draft["coverage"]): Draft {
  const { obligations, unclear, ancestors, isWhole, undeclared } = found;
  const of = (state: Obligation["state"]) => obligations.filter(each => each.state === state);
  const sorted = obligationStates.flatMap(of);
  const shown = sorted.slice(0, Math.max(1, most)).map(obligationOf);
  const least = Math.max(3, most);
  const unsure = unclear.slice(0, least).map(each => ({
    ...{ id: each.id, why: each.why, license_name: plainLine(each.name ?? "", 100) },
    told: unclearInWords(each),
  }));
  const notRead = problems.slice(0, least).map(problem => plainLine(problem));
  return {
    head: `${plainLine(obligationsHeadline(found))}.`,
    lines: [
      ...(repo === null ? [] : [`model: ${repo}`]),
      ...shown.flatMap(({ state, asks, license, ancestor, seen, wanted }) => [
        `${state}: ${asks}, for ${license} of ${ancestor}${seen === "" ? "" : ` (seen: ${seen})`}`,
        ...(wanted === "" ? [] : [`  wanted: ${wanted}`]),
      ]),
      ...unsure.map(
        ({ id, told, license_name }) =>
          `unclear: ${id}${license_name === "" ? "" : ` (${license_name})`}: ${told}`,
      ),
      ...undeclared.map(
        ({ parent, where, seen }) =>
          `undeclared: ${plainLine(parent, 100)} is named in ${plainLine(where, 100)} (${plainLine(seen, 200)}), but is not declared as a parent`,
      ),
      ...notRead.map(problem => `problem: ${problem}`),
    ],
    tail: [
      ...(shown.length < sorted.length
        ? [`Showing ${shown.length} of ${sorted.length} obligations; set complete to see all.`]
        : []),
      "Add what is missing to the card or in files next to it, and ask the user about what is to check. These are possible obligations, read from the licenses as the Hub names them; this is no legal advice.",
    ].join(" "),
    data: {
      model: repo ?? "",
      ancestors,
      all_ancestors_read: isWhole,
      obligations: shown,
      counts: {
        missing: of("missing").length,
        to_check: of("to check").length,
        there: of("there").length,
      },
      unclear: unsure.map(({ told: _, ...each }) => each),
      unclear_count: unclear.length,
      undeclared_parents: undeclared.map(({ parent }) => plainLine(parent, 100)),
      problems: notRead,
    },
    coverage,
  };
}

function obligationOf(obligation: Obligation) {
  const { duty, ancestor, state, seen, wanted } = obligation;
  return {
    duty,
    asks: asksInWords(obligation),
    license: plainLine(licenseInPlace(obligation), 100),
    ancestor,
    state,
    seen: plainLine(seen ?? "", 200),
    wanted: plainLine(wanted ?? "", 600),
  };
}
