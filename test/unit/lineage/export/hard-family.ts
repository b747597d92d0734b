import type { Family } from "../../../../src/lineage/family";
import { bareModel } from "../../../../src/lineage/model";

/** An id that tries to break out of every format: quotes, markup, commands, direction marks, line breaks. */
export const hostileId = "b/\"><img src=x onerror=alert(1)>&']]>\u202e;(x:1,[y])\\\n\t--\u0000|`#=1";

/** A family that is hard for formats: a hostile id, a merge, a parent outside, a missing one, a cycle. */
export const hardFamily: Family = {
  root: "a/root",
  models: [
    {
      ...bareModel("a/root"),
      license: "mit",
      languages: ["en", "de"],
      task: "text-generation",
      library: "transformers",
      datasets: ["o/data"],
      downloads: 1200,
      likes: 3,
      parameters: 7_000_000_000,
      createdAt: "2024-02-08T08:11:59.000Z",
    },
    { ...bareModel(hostileId), license: '=cmd|" /c calc"!A1', task: hostileId },
    { ...bareModel("c/merge"), license: "other", licenseName: "house-rules" },
    bareModel("d/one"),
    bareModel("d/two"),
  ],
  edges: [
    { child: hostileId, parent: "a/root", relation: "quantized" },
    { child: "c/merge", parent: hostileId, relation: "merge" },
    { child: "c/merge", parent: "a/root", relation: "merge" },
    { child: "c/merge", parent: "e/elsewhere", relation: "merge", outside: true },
    { child: "d/one", parent: "a/root", relation: "finetune" },
    { child: "d/two", parent: "d/one", relation: "adapter" },
    { child: "d/one", parent: "d/two", relation: "unknown" },
  ],
  missing: ["e/elsewhere"],
  cycles: [["d/one", "d/two"]],
  unchecked: ["a/root"],
  oldestAt: 5,
};
