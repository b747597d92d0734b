import { kindOf } from "../../../src/organizations/kind-of";
import type { AuthorFigures } from "../../../src/organizations/table-coverage";
import { shareInterval } from "../../../src/statistics/interval";
import { seeded } from "../../../src/statistics/random";
import { goldenRows } from "../../golden/read-golden";
import type { BenchRow } from "../bench-row";

const draws = 1_200;
const seed = 2024;

/** The authors of models drawn from all, each model as likely as any other, with replacement. */
export function drawnAuthors(authors: readonly AuthorFigures[]): readonly string[] {
  const total = authors.reduce((sum, { models }) => sum + models, 0);
  const random = seeded(seed);
  const ends: number[] = [];
  for (const { models } of authors) ends.push((ends.at(-1) ?? 0) + models);
  return Array.from({ length: draws }, () => {
    const place = random.below(total);
    return authors[ends.findIndex(end => place < end)]?.author ?? "";
  });
}

/**
 * Which share of the models of organizations in the census has a kind. How many models organizations without a kind have is
 * estimated: of models drawn at random, those whose author has no kind were judged by hand (test/golden/census-draws.tsv). The
 * draws do not depend on the table. An author that is added because it was drawn makes the estimate too good: draw anew then.
 */
export function organizationShareRows(authors: readonly AuthorFigures[]): readonly BenchRow[] {
  const judged = new Map<string, string>(
    goldenRows("census-draws.tsv").map(([name = "", what = ""]) => [name, what]),
  );
  const [known, unknown] = ["known", "unknown"].map(what =>
    authors.reduce((sum, { author, models }) => {
      const { kind } = kindOf(author);
      if (kind === "person") return sum;
      return sum + ((kind === "unknown") === (what === "unknown") ? models : 0);
    }, 0),
  ) as [number, number];
  const drawn = drawnAuthors(authors).filter(author => kindOf(author).kind === "unknown");
  const count = (what: string) => drawn.filter(author => judged.get(author) === what).length;
  const [organizations, unclear] = [count("organization"), count("unclear")];
  const row = (what: string, share: number): BenchRow => {
    const beside = Math.round(known + share * unknown);
    return { what: `  ${what}`, value: known, unit: "models", beside, ratio: known / beside };
  };
  const [low, high] = shareInterval(organizations, drawn.length);
  return [
    {
      what: `Models drawn from the census (seed ${seed}) whose author has no kind: organizations, of all such`,
      ...{ value: organizations, unit: "models", beside: drawn.length, ratio: organizations / drawn.length },
    },
    row(
      "models of organizations with a kind, of all of organizations (estimate)",
      organizations / drawn.length,
    ),
    row("  the same, if chance drew too many of them (95%)", low),
    row("  the same, if chance drew too few of them (95%)", high),
    row(
      `  the same, if the ${unclear} unclear draws are of organizations, too`,
      (organizations + unclear) / drawn.length,
    ),
  ];
}
