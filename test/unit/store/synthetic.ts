import type { OpenIndex } from "../../../src/store/open-index";
import { body, decoded } from "./test-index";

/** Writes one of everything that an index can hold: the content of the databases in test/fixtures/index. */
export async function putSynthetic(index: OpenIndex): Promise<void> {
  const root = decoded("maple/base", [], {
    license: "other",
    licenseName: "maple-1",
    languages: ["en", "pt-BR"],
    datasets: ["maple/syrup", "leaves"],
    task: "text-generation",
    library: "transformers",
    downloads: 12_345_678_901,
    likes: 7,
    parameters: 1_100_000_000,
    storage: 4_400_000_000,
    createdAt: "2024-02-03T04:05:06.000Z",
    lastModified: "2024-06-07T08:09:10.000Z",
    gated: "manual",
    disabled: true,
    adult: true,
    childCounts: { finetune: 2, quantized: 1 },
  });
  await index.putModel({ asked: "maple/base", body: body(root), at: 1_000 });
  await index.putModel({ asked: "seedling", body: body(decoded("oak/seedling")), at: 1_100, moved: true });
  const children = [
    decoded("oak/acorn", ["maple/base", { parent: "seedling", relation: "merge" }], { downloads: 3 }),
    decoded("oak/twig", [{ parent: "maple/base", relation: "quantized" }], { gated: false }),
  ];
  await index.putChildren({ parent: "maple/base", body: body(children.slice(0, 1)), at: 1_200, last: false });
  await index.putChildren({ parent: "maple/base", body: body(children.slice(1)), at: 1_300, last: true });
  await index.putChildren({ parent: "oak/acorn", body: body([]), at: 1_400, last: false });
  await index.putFailure({ id: "elm/gone", reason: "missing", at: 1_500 });
  await index.putCard({ id: "maple/base", text: "---\nlicense: other\n---\n# Maple · 楓 🍁\n", at: 1_600 });
}
