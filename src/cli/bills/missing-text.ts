import type { Bill } from "../../bills/bill";
import type { ElementState } from "../../bills/minimum/element";
import { type JudgedElement, judgeBill, minimumSource } from "../../bills/minimum/judge-bill";
import { inLine } from "../printable";
import type { Style } from "../terminal/style";

const looks = { filled: "cyan", partial: "yellow", missing: "red", unread: "dim" } as const;

/** What a bill lacks of the minimum elements, with how to fill it in, as text; what it has is only counted. */
export function missingText(bill: Bill, style: Style): string {
  const judged = judgeBill(bill);
  const counts = countsOf(judged);
  const name = style("bold", inLine(bill.family.root));
  const lines = [
    `${name}: of ${judged.length} minimum elements, ${counts.filled} filled, ${counts.partial} in part, ${counts.missing} missing, ${counts.unread} not read`,
  ];
  for (const cluster of new Set(judged.map(each => each.cluster))) {
    const left = judged.filter(each => each.cluster === cluster && each.state !== "filled");
    if (left.length > 0)
      lines.push("", style("bold", cluster), ...left.flatMap(each => linesOf(each, style)));
  }
  lines.push("", style("dim", `By ${minimumSource.title}. These elements are not mandatory.`));
  return `${lines.join("\n")}\n`;
}

function linesOf(
  { name, state, seen, fill, cyclonedx, spdx }: JudgedElement,
  style: Style,
): readonly string[] {
  const word = style(looks[state], words[state].padEnd(8));
  return [
    `  ${word}  ${name}${seen === null ? "" : ` — ${inLine(seen)}`}`,
    ...(fill === null ? [] : [`            ${inLine(fill)}`]),
    `            ${style("dim", `CycloneDX: ${cyclonedx}; SPDX: ${spdx}`)}`,
  ];
}

const words: Readonly<Record<ElementState, string>> = {
  filled: "filled",
  partial: "in part",
  missing: "missing",
  unread: "not read",
};

function countsOf(judged: readonly JudgedElement[]): Readonly<Record<ElementState, number>> {
  const of = (state: ElementState) => judged.filter(each => each.state === state).length;
  return { filled: of("filled"), partial: of("partial"), missing: of("missing"), unread: of("unread") };
}

/** All minimum elements as JSON: `{model, source, counts, elements: [{cluster, element, state, seen, fill, cyclonedx, spdx}]}`. */
export function missingJson(bill: Bill): string {
  const judged = judgeBill(bill);
  const elements = judged.map(({ cluster, name, state, seen, fill, cyclonedx, spdx }) => ({
    ...{ cluster, element: name, state, seen, fill, cyclonedx, spdx },
  }));
  const model = bill.isDraft ? null : bill.family.root;
  return `${JSON.stringify({ model, source: minimumSource, counts: countsOf(judged), elements }, null, 2)}\n`;
}
