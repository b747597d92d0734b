/** What a model takes and returns. */
export interface TaskFormats {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Kinds of data that tasks are named for, as in `text-to-image`. */
const kinds: ReadonlyMap<string, string> = new Map([
  ...["text", "image", "video", "audio"].map((kind): [string, string] => [kind, kind]),
  ["speech", "audio"],
  ["3d", "3D shape"],
]);

/** Tasks whose names do not tell what goes in and comes out. */
const others: ReadonlyMap<string, readonly [inputs: readonly string[], outputs: readonly string[]]> = new Map(
  [
    ...[
      ...["text-generation", "text2text-generation", "summarization", "translation", "fill-mask"],
      ...["question-answering", "conversational"],
    ].map((task): [string, [string[], string[]]] => [task, [["text"], ["text"]]]),
    ...["text-classification", "token-classification", "zero-shot-classification"].map(
      (task): [string, [string[], string[]]] => [task, [["text"], ["labels"]]],
    ),
    ["image-classification", [["image"], ["labels"]]],
    ["zero-shot-image-classification", [["image", "text"], ["labels"]]],
    ["video-classification", [["video"], ["labels"]]],
    ["audio-classification", [["audio"], ["labels"]]],
    ["automatic-speech-recognition", [["audio"], ["text"]]],
    ["object-detection", [["image"], ["boxes"]]],
    ["image-segmentation", [["image"], ["masks"]]],
    ["depth-estimation", [["image"], ["depth map"]]],
    ["visual-question-answering", [["image", "text"], ["text"]]],
    ["document-question-answering", [["image", "text"], ["text"]]],
    ["sentence-similarity", [["text"], ["score"]]],
    ["image-feature-extraction", [["image"], ["embedding"]]],
  ],
);

/** What a model for one of the Hub's tasks takes and returns; null if the task does not tell. */
export function taskFormats(task: string): TaskFormats | null {
  const known = others.get(task);
  if (known !== undefined) return { inputs: known[0], outputs: known[1] };
  const [from, to, ...more] = task.split("-to-");
  if (from === undefined || to === undefined || more.length > 0) return null;
  const [inputs, outputs] = [kindsIn(from), kindsIn(to)];
  return inputs === null || outputs === null ? null : { inputs, outputs };
}

function kindsIn(words: string): readonly string[] | null {
  const found = words.split("-").map(word => kinds.get(word) ?? null);
  const all = found.filter(kind => kind !== null);
  return all.length === found.length ? all : null;
}
