import { obligationsHeadline } from "../../card/obligations/headline";
import {
  asksInWords,
  licenseInPlace,
  obligationStates,
  unclearInWords,
} from "../../card/obligations/obligation-words";
import type { Obligation, Obligations } from "../../card/obligations/obligations";
import { inLine } from "../printable";
import type { Style } from "../terminal/style";

const colors = { missing: "yellow", "to check": "bold", there: "dim" } as const;

/** What licenses ask, as text: what is missing first. */
export function obligationsText(name: string, found: Obligations, style: Style): string {
  const { obligations, unclear, isWhole, undeclared } = found;
  const of = (state: Obligation["state"]) => obligations.filter(each => each.state === state);
  return `${[
    `${style("bold", inLine(name))}: ${inLine(obligationsHeadline(found))}`,
    ...obligationStates.flatMap(state => of(state).flatMap(each => linesOf(each, style))),
    ...unclear.map(each => {
      const called = each.name === null ? "" : ` (${inLine(each.name)})`;
      return `  ${style("yellow", "unclear ")}  ${inLine(each.id)}${called} ${unclearInWords(each)}.`;
    }),
    ...undeclared.map(
      each =>
        `  ${style("yellow", "unclear ")}  ${inLine(each.parent)} is not declared as a parent, but named in ${inLine(each.where)} (${inLine(each.seen)}). Declare it if this model was made from it; its terms are not in this list.`,
    ),
    ...(isWhole ? [] : ["", style("dim", "Not all ancestors are known, so there may be more.")]),
    "",
    style(
      "dim",
      "These are possible obligations, read from the licenses as the Hub names them. They are not legal advice.",
    ),
  ].join("\n")}\n`;
}

function linesOf(obligation: Obligation, style: Style): string[] {
  const { ancestor, state, seen, wanted } = obligation;
  const where = seen === null ? "" : ` — ${inLine(seen)}`;
  const first = `  ${style(colors[state], state.padEnd(8))}  ${asksInWords(obligation)}, for ${inLine(licenseInPlace(obligation))} of ${inLine(ancestor)}${where}`;
  return wanted === null ? [first] : [first, `            ${style("dim", inLine(wanted))}`];
}

/** The same as plain data: `{model, ancestors, isWhole, obligations: [{duty, asks, license, recognizedBy, ancestor, state, seen, wanted}], unclear, undeclared}`. */
export function obligationsData(model: string | null, found: Obligations) {
  const { ancestors, isWhole, obligations, unclear, undeclared } = found;
  const told = obligations.map(each => ({
    ...{ duty: each.duty, asks: asksInWords(each), license: each.license, recognizedBy: each.recognizedBy },
    ancestor: each.ancestor,
    ...{ state: each.state, seen: each.seen, wanted: each.wanted },
  }));
  return { model, ancestors, isWhole, obligations: told, unclear, undeclared };
}
