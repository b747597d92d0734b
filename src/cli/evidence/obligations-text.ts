import type { Obligation, Obligations, UnclearAncestor } from "../../card/obligations/obligations";
import { count } from "../../lineage/in-words";
import { inLine } from "../printable";
import type { Style } from "../terminal/style";

const states = ["missing", "to check", "there"] as const;
const colors = { missing: "yellow", "to check": "bold", there: "dim" } as const;

const whys: Readonly<Record<UnclearAncestor["why"], string>> = {
  "not read": "was not read, so its terms are not known",
  "not visible": "is missing or private, so its terms are not known",
  "no license": "declares no license",
  "custom license": "has terms of its own, which a person has to read",
};

/** What licenses ask, as text: what is missing first. */
export function obligationsText(name: string, found: Obligations, style: Style): string {
  const { obligations, unclear, ancestors, isWhole } = found;
  const of = (state: Obligation["state"]) => obligations.filter(each => each.state === state);
  const counts = states.map(state => `${of(state).length} ${state}`).join(", ");
  return `${[
    `${style("bold", inLine(name))}: ${count(obligations.length, "obligation")} from ${count(ancestors, "ancestor")} (${counts})`,
    ...states.flatMap(state => of(state).flatMap(each => linesOf(each, style))),
    ...unclear.map(({ id, why, name: license }) => {
      const called = license === null ? "" : ` (${inLine(license)})`;
      return `  ${style("yellow", "unclear ")}  ${inLine(id)}${called} ${whys[why]}.`;
    }),
    ...(isWhole ? [] : ["", style("dim", "Not all ancestors were read, so there may be more.")]),
    "",
    style(
      "dim",
      "These are possible obligations, read from the licenses as the Hub names them. They are not legal advice.",
    ),
  ].join("\n")}\n`;
}

function linesOf(obligation: Obligation, style: Style): string[] {
  const { license, ancestor, state, seen, wanted } = obligation;
  const where = seen === null ? "" : ` — ${inLine(seen)}`;
  const first = `  ${style(colors[state], state.padEnd(8))}  ${asksInWords(obligation)}, for ${inLine(license)} of ${inLine(ancestor)}${where}`;
  return wanted === null ? [first] : [first, `            ${style("dim", inLine(wanted))}`];
}

function asksInWords({ asks }: Obligation): string {
  return asks ?? "have people accept the terms before they get the model";
}

/** The same as JSON: `{model, ancestors, isWhole, obligations: [{duty, asks, license, ancestor, state, seen, wanted}], unclear}`. */
export function obligationsJson(model: string | null, found: Obligations): string {
  const { ancestors, isWhole, obligations, unclear } = found;
  const told = obligations.map(each => ({
    ...{ duty: each.duty, asks: asksInWords(each), license: each.license, ancestor: each.ancestor },
    ...{ state: each.state, seen: each.seen, wanted: each.wanted },
  }));
  return `${JSON.stringify({ model, ancestors, isWhole, obligations: told, unclear }, null, 2)}\n`;
}
