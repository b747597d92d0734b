import { withoutSecrets } from "../lineage/text/without-secrets";
import type { CardText } from "./bill";

/** Characters of one part of a card that a bill repeats, and of a card that are looked at. */
const [mostSaid, mostRead] = [1_000, 500_000];

/** The words in the heading of a part, in lower case. */
const headings = {
  uses: ["intended use", "direct use", "use cases", "uses"],
  limits: ["limitation", "out-of-scope", "bias", "risk"],
  training: ["training", "fine-tuning", "finetuning", "how it was made"],
} as const;

/** Headings that tell how to use a template of a card, or are too broad to be about their part. */
const templates = ["more information needed", "[more information needed]"];

/** What the text of a card, after its front matter, says about the model: its first paragraph, and the parts by their headings. */
export function cardText(body: string): CardText {
  const parts = partsOf(body.slice(0, mostRead));
  const first = parts.find(({ text }) => text !== "")?.text ?? null;
  const about = (words: readonly string[]) =>
    parts.find(({ heading, text }) => text !== "" && words.some(word => heading.includes(word)))?.text ??
    null;
  return {
    description: first,
    uses: about(headings.uses),
    limits: about(headings.limits),
    training: about(headings.training),
  };
}

interface Part {
  readonly heading: string;
  /** Its prose in one line, shortened; "" if it has none. */
  readonly text: string;
}

function partsOf(body: string): readonly Part[] {
  const parts: { heading: string; lines: string[] }[] = [{ heading: "", lines: [] }];
  let fence: string | null = null;
  for (const line of body.split(/\r\n|\r|\n/)) {
    const trimmed = line.trim();
    const mark = trimmed.startsWith("```") ? "```" : trimmed.startsWith("~~~") ? "~~~" : null;
    if (mark !== null && (fence === null || fence === mark)) fence = fence === null ? mark : null;
    else if (fence === null && trimmed.startsWith("#"))
      parts.push({
        heading: trimmed
          .replace(/^#{1,6}/, "")
          .trim()
          .toLowerCase(),
        lines: [],
      });
    else if (fence === null && isProse(trimmed)) parts.at(-1)?.lines.push(trimmed.replace(/^[-*+] /, ""));
  }
  return parts.map(({ heading, lines }) => ({ heading, text: shortened(lines.join(" ")) }));
}

/** Whether a line is prose: no markup, table, picture, or place that a template left to fill in. */
function isProse(line: string): boolean {
  return (
    /^(?:[-*+] |\d{1,3}\. )?[\p{L}\p{N}"'*_`([]/u.test(line) &&
    !line.startsWith("[![") &&
    !templates.includes(line.toLowerCase())
  );
}

function shortened(text: string): string {
  const plain = withoutSecrets(text.slice(0, 4 * mostSaid)).trim();
  return plain.length <= mostSaid ? plain : `${plain.slice(0, mostSaid - 1).trimEnd()}…`;
}
