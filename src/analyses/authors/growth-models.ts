import type { ResultTable } from "../analysis";
import { topPlaces } from "../top";
import type { ComparedSnapshots, Fates } from "./growth-counts";

/** Rows of each table. */
const [topAuthors, topModels] = [20, 20];

/** The models that gained the most downloads, those that vanished, and the authors who lost the most models. */
export function modelTables({ older, newer, names }: ComparedSnapshots, fates: Fates): ResultTable[] {
  const [then, now] = [older.columns.numbers.downloads, newer.columns.numbers.downloads];
  const gained = Float64Array.from(
    fates.stayed,
    (model, at) => (now?.[model] ?? Number.NaN) - (then?.[fates.before[at]!] ?? Number.NaN),
  );
  const lost = Float64Array.from(fates.vanished, model => then?.[model] ?? Number.NaN);
  const byAuthor = new Float64Array(names.length);
  for (const model of fates.vanished) {
    const place = older.joined[older.all.place(model)]!;
    byAuthor[place] = byAuthor[place]! + 1;
  }
  return [
    {
      id: "risers",
      title: "Models that gained the most downloads",
      columns: ["model", "gained", "older", "newer"],
      rows: topPlaces(gained, topModels).map(at => {
        const model = fates.stayed[at]!;
        return [
          newer.columns.id(model),
          gained[at]!,
          then?.[fates.before[at]!] ?? null,
          now?.[model] ?? null,
        ];
      }),
    },
    {
      id: "vanished",
      title: "The most downloaded models that vanished",
      columns: ["model", "downloads"],
      rows: topPlaces(lost, topModels).map(at => [older.columns.id(fates.vanished[at]!), lost[at]!]),
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
