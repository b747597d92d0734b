import type { ResultTable } from "../analysis";
import { topPlaces } from "../top";
import type { ComparedSnapshots, Fates } from "./growth-counts";

/** Rows of each table. */
const [topAuthors, topModels] = [20, 20];

/** The models that gained the most downloads, those that vanished, and the authors who lost the most models. */
export function modelTables({ older, newer, names }: ComparedSnapshots, fates: Fates): ResultTable[] {
  const [then, now] = [older.columns.numbers.downloads, newer.columns.numbers.downloads];
  const { stayed, before, vanished } = fates;
  const gained = new Float64Array(stayed.length).fill(Number.NaN);
  if (now !== null && then !== null)
    for (let at = 0; at < stayed.length; at++) gained[at] = now[stayed[at]!]! - then[before[at]!]!;
  const lost = new Float64Array(vanished.length).fill(Number.NaN);
  if (then !== null) for (let at = 0; at < vanished.length; at++) lost[at] = then[vanished[at]!]!;
  const byAuthor = new Float64Array(names.length);
  for (const model of vanished) {
    const place = older.joined[older.all.place(model)]!;
    byAuthor[place] = byAuthor[place]! + 1;
  }
  return [
    {
      id: "risers",
      title: "Models that gained the most downloads",
      columns: ["model", "gained", "older", "newer"],
      rows: topPlaces(gained, topModels).map(at => {
        const model = stayed[at]!;
        return [newer.columns.id(model), gained[at]!, then?.[before[at]!] ?? null, now?.[model] ?? null];
      }),
    },
    {
      id: "vanished",
      title: "The most downloaded models that vanished",
      columns: ["model", "downloads"],
      rows: topPlaces(lost, topModels).map(at => [older.columns.id(vanished[at]!), lost[at]!]),
    },
    {
      id: "gone",
      title: "Authors with the most vanished models",
      columns: ["author", "vanished", "older", "newer"],
      rows: topPlaces(byAuthor, topAuthors).map(place => [
        names[place] ?? null,
        byAuthor[place]!,
        older.sums.models[place]!,
        newer.sums.models[place]!,
      ]),
    },
  ];
}
