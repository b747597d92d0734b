import type { OpenSnapshotFile, SnapshotFiles } from "../app/ports/file-ports";
import type { SavedSnapshot } from "../app/ports/import-ports";
import type { SnapshotFacts } from "../app/ports/snapshot-ports";
import type { SnapshotColumns } from "../columns/snapshot-columns";
import { ownValue } from "../lineage/own-value";
import { SectionBlocks } from "./section-blocks";
import { type ReadAt, readSection, readSnapshotHeader, type SnapshotHeader } from "./snapshot-file";
import { fromSections } from "./snapshot-sections";

/** An open snapshot with the contents of its header. */
export interface OpenSnapshot extends SavedSnapshot {
  readonly facts: SnapshotFacts;
  readonly file: OpenSnapshotFile;
  readonly header: SnapshotHeader;
}

/**
 * Opens the saved snapshot, or returns null if there is none. Throws UserError if it is damaged or of another version.
 */
export async function openSnapshot(files: SnapshotFiles): Promise<OpenSnapshot | null> {
  const file = await files.open();
  if (file === null) return null;
  try {
    const header = readSnapshotHeader((into, from) => file.read(into, from), file.bytes, files.checksum);
    const facts = header.facts as SnapshotFacts;
    return {
      facts,
      file,
      header,
      columns: () => loadColumns(facts, file, header, files),
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

function loadColumns(
  { models }: SnapshotFacts,
  file: OpenSnapshotFile,
  { sections }: SnapshotHeader,
  { checksum }: SnapshotFiles,
): SnapshotColumns {
  const read: ReadAt = (into, from) => file.read(into, from);
  const sectionOf = (name: string) => {
    const section = ownValue(sections, name);
    if (section === undefined) throw new Error(`The snapshot has no section ${name}.`);
    return section;
  };
  return fromSections(models, {
    has: name => Object.hasOwn(sections, name),
    load: name => readSection(read, sectionOf(name), checksum),
    byBlocks: name => new SectionBlocks(read, sectionOf(name), checksum),
  });
}
