import { UserError } from "../app/ports/errors";
import type { OpenSnapshotFile, SnapshotFiles } from "../app/ports/file-ports";
import type { SavedSnapshot } from "../app/ports/import-ports";
import type { SnapshotFacts } from "../app/ports/snapshot-ports";
import type { SnapshotColumns } from "../columns/snapshot-columns";
import { ownValue } from "../lineage/own-value";
import { SectionBlocks } from "./section-blocks";
import {
  type Checksum,
  damaged,
  type ReadAt,
  readSection,
  readSnapshotHeader,
  SnapshotDamaged,
  type SnapshotHeader,
} from "./snapshot-file";
import { fromSections } from "./snapshot-sections";

/** An open snapshot with the contents of its header. */
export interface OpenSnapshot extends SavedSnapshot {
  /** A mark that is unique to this version of the file. */
  readonly mark: string;
  readonly header: SnapshotHeader;
  readonly read: ReadAt;
  readonly checksum: Checksum;
}

/**
 * Opens the saved snapshot, or returns null if there is none. Throws SnapshotDamaged if its
 * header is damaged, and UserError if it is of another version.
 */
export async function openSnapshot(files: SnapshotFiles): Promise<OpenSnapshot | null> {
  const file = await files.open();
  if (file === null) return null;
  const read = reading(file);
  const { checksum } = files;
  try {
    const header = readSnapshotHeader(read, file.bytes, checksum);
    const facts = header.facts as SnapshotFacts;
    return {
      mark: file.mark,
      facts,
      header,
      read,
      checksum,
      columns: () => loadColumns(facts, read, header, checksum),
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Reads a file; one that ends too early, or that the disk cannot read, is damaged. */
function reading(file: OpenSnapshotFile): ReadAt {
  return (into, from) => {
    try {
      file.read(into, from);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SnapshotDamaged(
        error instanceof UserError
          ? reason
          : `The snapshot in the index cannot be read: ${reason}. Import it again. Nothing else was lost.`,
      );
    }
  };
}

function loadColumns(
  { models }: SnapshotFacts,
  read: ReadAt,
  { sections }: SnapshotHeader,
  checksum: Checksum,
): SnapshotColumns {
  const sectionOf = (name: string) => {
    const section = ownValue(sections, name);
    if (section === undefined) throw damaged();
    return section;
  };
  return fromSections(models, {
    has: name => Object.hasOwn(sections, name),
    load: name => readSection(read, sectionOf(name), checksum),
    byBlocks: name => new SectionBlocks(read, sectionOf(name), checksum),
  });
}
