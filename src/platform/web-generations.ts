import type { IndexFiles, NamedFiles, SavedDatabase } from "../app/ports/file-ports";
import { crc32 } from "../columns/checksum";
import { t } from "../words/words";

/** `index.<number>.<CRC-32 of the content>.sqlite`; a name without number and checksum is older than all others. */
const shape = /^index(?:\.(\d+)\.([0-9a-f]{8}))?\.sqlite$/;

/** One saved file; its name holds its number and the checksum of its content. */
interface Generation {
  readonly name: string;
  readonly number: number;
  readonly checksum: string | null;
}

/** Runs work in only one window at a time, through `navigator.locks` if available. */
export type RunAlone = <T>(work: () => Promise<T>) => Promise<T>;

function checksumOf(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, "0");
}

/** The generations among names, newest first. */
function generations(names: readonly string[]): Generation[] {
  const found: Generation[] = [];
  for (const name of names) {
    const match = shape.exec(name);
    if (match) found.push({ name, number: Number(match[1] ?? 0), checksum: match[2] ?? null });
  }
  return found.sort((a, b) => b.number - a.number || (a.name < b.name ? 1 : -1));
}

/**
 * The index as generations in a folder of plain files: each save is a new file, and no file is ever written twice.
 * The newest one whose content matches its checksum counts; the one before it stays, in case the newest gets damaged.
 */
export function generationFiles(host: NamedFiles, runAlone: RunAlone): IndexFiles {
  /** Damaged files that could not be moved. */
  const damaged = new Set<string>();
  const inOrder = async () => generations(await host.list()).filter(({ name }) => !damaged.has(name));

  const moveAside = async (name: string): Promise<string> => {
    const to = name.replace("index", "index.damaged");
    try {
      await host.rename({ from: name, to });
      return to;
    } catch {
      damaged.add(name);
      return name;
    }
  };

  const read = async (): Promise<SavedDatabase | null> => {
    const places: string[] = [];
    for (const { name, checksum } of await inOrder()) {
      const bytes = await host.read(name);
      if (checksum === null || checksum === checksumOf(bytes)) {
        if (places.length === 0) return { bytes, mark: name };
        const notice = t`The latest save of the index was damaged (kept as ${places.join(", ")}), so an earlier one is used. Missing models are read from the Hub again as needed.`;
        return { bytes, mark: name, notice };
      }
      places.push(await moveAside(name));
    }
    return null;
  };

  const commit = async (bytes: Uint8Array): Promise<string> => {
    const before = await inOrder();
    const number = (generations(await host.list())[0]?.number ?? 0) + 1;
    const name = `index.${number}.${checksumOf(bytes)}.sqlite`;
    await host.write({ name, bytes });
    for (const { name: old } of before.slice(1)) await host.remove(old).catch(() => undefined);
    return name;
  };

  return {
    read,
    mark: async () => (await inOrder())[0]?.name ?? null,
    stage: async bytes => ({ commit: () => commit(bytes), drop: async () => undefined }),
    setAside: async () => {
      const newest = (await inOrder())[0];
      return newest === undefined ? "nowhere" : moveAside(newest.name);
    },
    alone: work => runAlone(() => work(async () => true)),
    segments: null,
  };
}
