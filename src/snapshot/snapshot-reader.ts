import { findIdAnyCase, findIdsAnyCase, type IdSource } from "../columns/id-hash";
import { claimBits, relationOf } from "../columns/snapshot-columns";
import { recognizedBy } from "../licenses/recognize-license";
import { bareModel, type Edge, type Model } from "../lineage/model";
import { ownValue } from "../lineage/own-value";
import { licensesIn, readLicense } from "../lineage/traits/read-traits";
import type { OpenSnapshot } from "./open-snapshot";
import { PagedFile } from "./paged-file";
import { rowsWith } from "./search-ids";
import type { SectionInfo } from "./snapshot-file";

/** The Hub's creation date for models older than its records, in ms since 1970. */
const createdBeforeRecords = Date.parse("2022-03-02T23:29:04Z");
const empty: SectionInfo = { kind: "u8", offset: 0, length: 0, crcs: [] };
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** One link to a child or to a parent; its other end is a row. */
export interface RowEdge {
  readonly row: number;
  readonly edge: Edge;
}

/**
 * Single models of a snapshot, read directly from its file without loading entire columns. Every method throws
 * SnapshotDamaged if it needs a damaged part of the file.
 */
export class SnapshotReader {
  readonly #pages: PagedFile;
  readonly #sections: Readonly<Record<string, SectionInfo>>;
  readonly #ids: IdSource;
  /** The named parents, exactly as written. */
  readonly #names: IdSource;

  constructor({ read, checksum, header }: OpenSnapshot) {
    this.#pages = new PagedFile(read, checksum);
    this.#sections = header.sections;
    this.#ids = this.#packed("ids.slots", "ids.bytes", "ids.offsets");
    this.#names = this.#packed("parents.slots", "parents.values", "parents.valueOffsets");
  }

  /** Returns the row of an id, or else of the only id that differs from it only in letter case, or -1. */
  find(id: string): number {
    return findIdAnyCase(this.#ids, encoder.encode(id));
  }

  /** IDs that contain a text, ignoring case: those that start with it first, then by downloads. */
  search(text: string, limit: number): readonly string[] {
    const rows = rowsWith(this.#pages, this.#section("ids.bytes"), this.#section("ids.offsets"), text);
    return rows
      .map(found => ({ ...found, downloads: this.downloads(found.row) ?? -1 }))
      .sort((one, other) => Number(other.begins) - Number(one.begins) || other.downloads - one.downloads)
      .slice(0, limit)
      .map(({ row }) => this.id(row));
  }

  id(row: number): string {
    return decoder.decode(this.#ids.id(row));
  }

  model(row: number): Model {
    const createdAt = this.number("createdAt", row);
    const license = readLicense(this.list("license", row));
    const named = {
      licenseName: this.single("licenseName", row),
      licenseLink: this.single("licenseLink", row),
    };
    const isOther =
      license !== null &&
      (licensesIn(license).includes("other") || recognizedBy({ license, ...named }) !== null);
    return {
      ...bareModel(this.id(row)),
      license,
      ...(isOther ? named : {}),
      languages: this.list("language", row),
      task: this.single("task", row),
      library: this.single("library", row),
      datasets: this.list("dataset", row),
      downloads: this.number("downloads", row),
      likes: this.number("likes", row),
      parameters: this.number("parameters", row),
      createdAt: createdAt === createdBeforeRecords ? null : isoTime(createdAt),
      lastModified: isoTime(this.number("lastModified", row)),
      adult: this.list("tag", row).some(tag => tag.toLowerCase() === "not-for-all-audiences"),
    };
  }

  /** Downloads in the last 30 days, or null. */
  downloads(row: number): number | null {
    return this.number("downloads", row);
  }

  /** The parents that a model names, whether or not they exist. */
  parents(row: number): Edge[] {
    const child = this.id(row);
    const names = this.#section("parents.names");
    const claims = this.#section("parents.claims");
    const edges: Edge[] = [];
    for (const at of this.#range("parents.starts", row)) {
      const claim = this.#pages.u8(claims, at);
      if (claim === claimBits.card) continue;
      const parent = this.#value("parents", this.#pages.u32(names, at));
      edges.push({ child, parent, relation: relationOf(claim) });
    }
    return edges;
  }

  /**
   * The models that name one of these ids as a parent, each once, in any letter case. All ids belong to one model, with
   * its current id first, which is the one used in the edges. None of them has to be in the snapshot.
   */
  children(ids: readonly string[]): RowEdge[] {
    const rows = this.#section("children.rows");
    const claims = this.#section("children.claims");
    const edges = new Map<number, RowEdge>();
    const [parent = ""] = ids;
    for (const name of new Set(ids.flatMap(id => this.#namesOf(id)))) {
      for (const at of this.#range("children.starts", name)) {
        const claim = this.#pages.u8(claims, at);
        if (claim === claimBits.card) continue;
        const row = this.#pages.u32(rows, at);
        const known = edges.get(row)?.edge.relation ?? "unknown";
        if (known === "unknown")
          edges.set(row, { row, edge: { child: this.id(row), parent, relation: relationOf(claim) } });
      }
    }
    return [...edges.values()];
  }

  /** The numbers of the names that mean this id; a name in different letter case must not be another model's own id. */
  #namesOf(id: string): number[] {
    const names = findIdsAnyCase(this.#names, encoder.encode(id));
    if (names.length === 0) return names;
    const row = this.find(id);
    return names.filter(name => this.find(decoder.decode(this.#names.id(name))) === row);
  }

  #section(name: string): SectionInfo {
    return ownValue(this.#sections, name) ?? empty;
  }

  #packed(slots: string, bytes: string, offsets: string): IdSource {
    return {
      slots: this.#section(slots).length / 4,
      slot: at => this.#pages.u32(this.#section(slots), at),
      id: row => {
        const section = this.#section(offsets);
        const [from, to] = [this.#pages.u32(section, row), this.#pages.u32(section, row + 1)];
        return this.#pages.bytes(this.#section(bytes), from, to);
      },
    };
  }

  *#range(name: string, row: number): Generator<number> {
    const starts = this.#section(name);
    if (starts.length === 0) return;
    const end = this.#pages.u32(starts, row + 1);
    for (let at = this.#pages.u32(starts, row); at < end; at++) yield at;
  }

  #value(name: string, code: number): string {
    const offsets = this.#section(`${name}.valueOffsets`);
    const from = this.#pages.u32(offsets, code);
    return decoder.decode(
      this.#pages.bytes(this.#section(`${name}.values`), from, this.#pages.u32(offsets, code + 1)),
    );
  }

  /** The values of a list of a model. */
  list(name: string, row: number): string[] {
    const codes = this.#section(`${name}.codes`);
    return Array.from(this.#range(`${name}.starts`, row), at =>
      this.#value(name, this.#pages.number(codes, at)),
    );
  }

  /** A single value of a model; null for none. */
  single(name: string, row: number): string | null {
    const codes = this.#section(`${name}.codes`);
    const code = codes.length === 0 ? -1 : this.#pages.number(codes, row);
    return code < 0 ? null : this.#value(name, code);
  }

  /** A number of a model; null for none. */
  number(name: string, row: number): number | null {
    const section = this.#section(name);
    const value = section.length === 0 ? Number.NaN : this.#pages.number(section, row);
    return Number.isNaN(value) ? null : value;
  }
}

function isoTime(at: number | null): string | null {
  const time = at === null ? null : new Date(at);
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
