/** Names of files that hold weights, in the formats whose pointers and headers are read. */
const readFormats = /\.(?:gguf|safetensors|bin|pt|pth|onnx)$/i;

/** All formats of weights that are common on the Hub. */
const formats =
  /\.(?:gguf|ggml|safetensors|bin|pt|pth|onnx|ckpt|h5|hdf5|keras|msgpack|npz|npy|pkl|pickle|joblib|tflite|mlmodel|ot|pte|llamafile|nemo)$/i;

/** What trainers save beside weights. */
const stateOfTraining =
  /(?:^|\/)(?:training_args|optimizer|scheduler|scaler|rng_state\w{0,20})\.(?:bin|pt|pth)$/i;

/** Whether a file holds weights whose pointer or header is worth reading. */
export function isReadWeights(name: string): boolean {
  return readFormats.test(name) && !stateOfTraining.test(name);
}

/** Whether a file holds weights in any format. */
export function isWeights(name: string): boolean {
  return formats.test(name) && !stateOfTraining.test(name);
}

/** Whether shards of weights are missing among some names: `model-00001-of-00002.safetensors` without the second. */
export function lacksShards(names: readonly string[]): boolean {
  const sets = new Map<string, { readonly all: number; readonly seen: Set<string> }>();
  for (const name of names) {
    const found = /^(.*)-(\d{5})-of-(\d{5})\.(\w+)$/.exec(name);
    if (found === null) continue;
    const [, stem = "", part = "", all = "", format = ""] = found;
    const key = `${stem} ${all} ${format}`;
    const set = sets.get(key) ?? { all: Number(all), seen: new Set<string>() };
    set.seen.add(part);
    sets.set(key, set);
  }
  return [...sets.values()].some(({ all, seen }) => seen.size < all);
}

/** Folders that may hold weights of their own, unlike hidden ones and those of logs and pictures. */
export function mayHoldWeights(folder: string): boolean {
  return !/^(?:\..*|runs|logs?|wandb|images?|assets|figures|plots|media|samples|__pycache__|node_modules)$/i.test(
    folder,
  );
}
