import type { Evidence } from "../../evidence/evidence";
import { adapterEvidence, adapterProblem } from "../../evidence/files/adapter-config";
import { BadHeader, NeedsMore } from "../../evidence/files/byte-reader";
import { type BrokenFile, brokenInWords, type FileFacts } from "../../evidence/files/file-facts";
import { ggufBuild, ggufEvidence } from "../../evidence/files/gguf-evidence";
import { ggufHeaderBytes, readGgufHeader } from "../../evidence/files/gguf-header";
import { longestPointer, readLfsPointer } from "../../evidence/files/lfs-pointer";
import { mergeProblem } from "../../evidence/files/merge-problem";
import { mergeEvidence } from "../../evidence/files/mergekit";
import {
  configBuild,
  configEvidence,
  configProblem,
  type ModelBuild,
} from "../../evidence/files/model-config";
import { pointerProblem } from "../../evidence/files/parsed-json";
import {
  isAdapterHeader,
  readSafetensorsHeader,
  safetensorsBuild,
  safetensorsHeaderLength,
} from "../../evidence/files/safetensors-header";
import { isReadWeights, isWeights, lacksShards, mayHoldWeights } from "../../evidence/files/weights-names";
import { listed } from "../../lineage/in-words";
import type { ModelFile, ModelFiles } from "../ports/model-files-port";

/** What the files of a model tell, and which were read. */
export interface FileEvidence extends FileFacts {
  /** The files that were read, or in part. */
  readonly read: readonly string[];
  /** What could not be read, in sentences. */
  readonly problems: readonly string[];
  /** The names of all files; null if they cannot be listed. */
  readonly names: readonly string[] | null;
}

const mostText = 1_048_576;
/** Folders that are looked into. */
const mostFolders = 20;
/** Headers of safetensors are read up to this length; those of the largest models take some hundred kilobytes. */
const mostHeader = 8 * 1_048_576;

/** Reads what the files of a model tell: configurations, the first header of each kind of weights, and pointers to weights. */
export async function gatherEvidence(files: ModelFiles): Promise<FileEvidence> {
  const all = await files.list();
  const gathering = new Gathering(files);
  if (all === null) return gathering.result(null);
  const has = (name: string) => all.some(file => file.name === name);
  for (const kind of texts) if (has(kind.name)) await gathering.text(kind);
  const weights = all.filter(({ name }) => isReadWeights(name));
  for (const { name, sha256 } of weights) if (sha256 !== null) gathering.hashes.set(name, sha256);
  for (const file of weights) await gathering.pointer(file);
  await gathering.otherWeights(all);
  const gguf = firstOf(weights, /(?:^|[^/])\.gguf$/i, gathering);
  if (gguf !== undefined) await gathering.gguf(gguf.name);
  const tensors = firstOf(weights, /\.safetensors$/i, gathering);
  if (tensors !== undefined) await gathering.safetensors(tensors.name);
  return gathering.result(all.map(({ name }) => name));
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A text that tells of parents. */
interface KindOfText {
  readonly name: string;
  readonly evidence: (text: string, where: string) => readonly Evidence[];
  /** Why it, or part of it, cannot be read, as the end of a sentence; null if all is well. */
  readonly problem: (text: string) => string | null;
}

const merge = { evidence: mergeEvidence, problem: mergeProblem };
const texts: readonly KindOfText[] = [
  { name: "adapter_config.json", evidence: adapterEvidence, problem: adapterProblem },
  { name: "config.json", evidence: configEvidence, problem: configProblem },
  { name: "mergekit_config.yml", ...merge },
  { name: "mergekit_config.yaml", ...merge },
  { name: "mergekit_moe_config.yml", ...merge },
  { name: "mergekit_moe_config.yaml", ...merge },
];

/** The first of some files by name, of those whose bytes are here. */
function firstOf(files: readonly ModelFile[], pattern: RegExp, gathering: Gathering): ModelFile | undefined {
  return files
    .filter(({ name }) => pattern.test(name) && !gathering.pointers.has(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))[0];
}

class Gathering {
  build: ModelBuild | null = null;
  isAdapter = false;
  readonly hashes = new Map<string, string>();
  readonly pointers = new Set<string>();
  #hasOtherWeights = false;
  readonly #evidence: Evidence[] = [];
  readonly #read: string[] = [];
  readonly #problems: string[] = [];
  readonly #broken: BrokenFile[] = [];
  readonly #files: ModelFiles;

  constructor(files: ModelFiles) {
    this.#files = files;
  }

  async text({ name, evidence, problem }: KindOfText): Promise<void> {
    if (name === "adapter_config.json") this.isAdapter = true;
    const file = await this.#files.text(name, mostText);
    const found = "text" in file ? evidence(file.text, name) : [];
    const build = "text" in file && name === "config.json" ? configBuild(file.text) : null;
    const fault = "text" in file ? problem(file.text) : file.problem;
    this.build ??= build;
    this.#evidence.push(...found);
    if (fault !== null) this.#broken.push({ name, fault });
    // What is only a pointer, or broken, was not read, but for what it tells nevertheless.
    if (fault === null || found.length > 0 || build !== null) this.#read.push(name);
  }

  /** Notes a file that only stands for its bytes, as in a clone without git LFS. */
  async pointer({ name, size }: ModelFile): Promise<void> {
    if (size === null || size > longestPointer) return;
    const file = await this.#files.text(name, longestPointer);
    const text = "text" in file ? file.text : "";
    const fault = pointerProblem(text);
    if (fault === null) return;
    this.pointers.add(name);
    const pointer = readLfsPointer(text);
    if (pointer === null) this.#problems.push(`${name} ${fault}.`);
    else this.hashes.set(name, pointer.sha256);
  }

  /** Looks for weights of which no hash is known. */
  async otherWeights(all: readonly ModelFile[]): Promise<void> {
    if (this.hashes.size === 0) return;
    const names = all.map(({ name }) => name);
    this.#hasOtherWeights =
      lacksShards(names) ||
      all.some(({ name, isFolder }) => isFolder !== true && isWeights(name) && !this.hashes.has(name));
    const folders = all.filter(({ name, isFolder }) => isFolder === true && mayHoldWeights(name));
    for (const { name } of folders.slice(0, mostFolders)) {
      if (this.#hasOtherWeights) return;
      this.#hasOtherWeights = (await this.#files.inside?.(name))?.some(isWeights) ?? false;
    }
  }

  async gguf(name: string): Promise<void> {
    await this.#header(name, async () => {
      const bytes = await this.#files.head(name, ggufHeaderBytes);
      if (bytes === null) throw new BadHeader("cannot be read");
      const header = readGgufHeader(bytes, decode);
      this.build ??= ggufBuild(header);
      this.#evidence.push(...ggufEvidence(header, name));
      // A longer header is read in part; one that ends with the file is not whole.
      if (!header.isWhole && bytes.length < ggufHeaderBytes) throw new NeedsMore();
    });
  }

  async safetensors(name: string): Promise<void> {
    await this.#header(name, async () => {
      const start = await this.#files.head(name, 65_536);
      if (start === null) throw new BadHeader("cannot be read");
      const length = safetensorsHeaderLength(start) + 8;
      if (length > mostHeader) throw new BadHeader(`takes ${length} bytes, and at most 8 MB are read`);
      const bytes = length <= start.length ? start : await this.#files.head(name, length);
      if (bytes === null) throw new BadHeader("cannot be read");
      const header = readSafetensorsHeader(bytes, decode);
      if (isAdapterHeader(header)) this.isAdapter = true;
      else this.build = joined(this.build, safetensorsBuild(header), /-of-\d{5}/.test(name));
    });
  }

  result(names: readonly string[] | null): FileEvidence {
    const { build, hashes, isAdapter } = this;
    const hasOtherWeights = this.#hasOtherWeights;
    return {
      ...{ evidence: this.#evidence, build, hashes, isAdapter, hasOtherWeights, names },
      ...{
        read: this.#read,
        problems: [...this.#broken.map(brokenInWords), ...this.#problems],
        broken: this.#broken,
      },
    };
  }

  async #header(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#read.push(name);
    } catch (error) {
      if (error instanceof NeedsMore) this.#problems.push(`The header of ${name} is cut off.`);
      else if (error instanceof BadHeader) this.#problems.push(`The header of ${name} ${error.message}.`);
      else throw error;
    }
  }
}

/** What the configuration says, and what only the tensors do; the first of several files does not hold all layers. */
function joined(config: ModelBuild | null, tensors: ModelBuild, isPart: boolean): ModelBuild {
  const layers = isPart ? null : tensors.layers;
  if (config === null) return { ...tensors, layers };
  return {
    architecture: config.architecture,
    vocabulary: config.vocabulary ?? tensors.vocabulary,
    width: config.width ?? tensors.width,
    layers: config.layers ?? layers,
    quantization: config.quantization ?? tensors.quantization,
  };
}

/** What was read of the files, in a sentence. */
export function readInWords({ read, names, hashes }: FileEvidence, place: string): string {
  if (names === null) return `The files in ${place} cannot be listed, so none was read.`;
  if (read.length === 0 && hashes.size > 0)
    return `Of the files in ${place}, only the hashes of weights were read.`;
  return read.length === 0
    ? `None of the files in ${place} tells of a parent.`
    : `Read ${listed(read, 6, "and")} in ${place}.`;
}
