import { shippedAuthors } from "../../../src/organizations/shipped-authors";
import { seeded } from "../../../src/statistics/random";
import type { SnapshotRow } from "../../unit/snapshot/import/parquet-rows";

/** Models of shipped authors, of unknown ones, and of none; no two have equal downloads or sizes, and no name has a size. */
export function madeRows(count: number): readonly SnapshotRow[] {
  const random = seeded(23);
  const known = [...shippedAuthors().values()].filter((_, at) => at % 9 === 0).map(({ name }) => name);
  const owners = [...known, ...Array.from({ length: 60 }, (_, at) => `nobody-${at}`)];
  const tasks = ["text-generation", "text-generation", "fill-mask", "text-to-image"];
  const maybe = <T>(value: T): T | undefined => (random.below(4) === 0 ? undefined : value);
  return Array.from({ length: count }, (_, at): SnapshotRow => {
    const owner = owners[random.below(owners.length)];
    const total = BigInt(1_000_003 * (1 + random.below(50_000)));
    const grams = random.below(9) === 0 ? `-${at}` : `${1 + random.below(90_000)}.25`;
    const co2 = random.below(2) === 0 ? grams : `{"emissions": ${grams}, "source": "x"}`;
    const downloads = maybe(BigInt(random.below(40_000) * 5_000 + at));
    const storage = maybe(BigInt(random.below(90_000) * 5_000_000 + at));
    const parameters = maybe({ parameters: { F32: total }, total });
    const [task, library] = [maybe(tasks[at % 4]), maybe(at % 5 === 0 ? "peft" : "transformers")];
    return {
      id: at % 40 === 0 ? `lonely-${at}x` : `${owner}/model-${at}x`,
      createdAt: new Date(Date.UTC(2023, random.below(20), 1 + random.below(28), random.below(24))),
      ...(downloads === undefined ? {} : { downloads }),
      ...(storage === undefined ? {} : { usedStorage: storage }),
      ...(parameters === undefined ? {} : { safetensors: parameters }),
      ...(task === undefined ? {} : { pipeline_tag: task }),
      ...(library === undefined ? {} : { library_name: library }),
      cardData: random.below(5) === 0 ? `{"co2_eq_emissions": ${co2}}` : "{}",
    };
  });
}
