import { findId } from "../lineage/id-hash";
import { bareModel, type Edge, type Model } from "../lineage/model";
import { claimBits, relationOf } from "../traits/snapshot-columns";
import type { OpenSnapshot } from "./open-snapshot";
import { PagedFile } from "./paged-file";
import type { SectionInfo } from "./snapshot-file";

/** What the Hub says of models that are older than its records, in ms since 1970. */
const createdBeforeRecords = Date.parse("2022-03-02T23:29:04Z");
const empty: SectionInfo = { kind: "u8", offset: 0, length: 0, crc: 0 };
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** One link to a child or to a parent; its other end is a row. */
export interface RowEdge {
  readonly row: number;
  readonly edge: Edge;
}

/** Single models of a snapshot, read from its file where they are: nothing is loaded as a whole. */
export class SnapshotReader {
  readonly #pages: PagedFile;
  readonly #sections: Readonly<Record<string, SectionInfo>>;
  readonly #slots: number;

  constructor({ file, header }: OpenSnapshot) {
    this.#pages = new PagedFile((into, from) => file.read(into, from), file.bytes);
    this.#sections = header.sections;
    this.#slots = this.#section("ids.slots").length / 4;
  }

  /** The row of an id, compared exactly; -1 where there is none. */
  find(id: string): number {
    const slots = this.#section("ids.slots");
    return findId(
      {
        slots: this.#slots,
        slot: at => this.#pages.u32(slots, at),
        isId: (row, bytes) => {
          const found = this.#idBytes(row);
          return found.length === bytes.length && found.every((byte, at) => byte === bytes[at]);
        },
      },
      encoder.encode(id),
    );
  }

  id(row: number): string {
    return decoder.decode(this.#idBytes(row));
  }

  model(row: number): Model {
    const createdAt = this.#number("createdAt", row);
    const [license = null] = this.#list("license", row);
    return {
      ...bareModel(this.id(row)),
      license,
      licenseName: license === "other" ? this.#single("licenseName", row) : null,
      languages: this.#list("language", row),
      task: this.#single("task", row),
      library: this.#single("library", row),
      datasets: this.#list("dataset", row),
      downloads: this.#number("downloads", row),
      likes: this.#number("likes", row),
      parameters: this.#number("parameters", row),
      createdAt: createdAt === createdBeforeRecords ? null : isoTime(createdAt),
      lastModified: isoTime(this.#number("lastModified", row)),
      adult: this.#list("tag", row).some(tag => tag.toLowerCase() === "not-for-all-audiences"),
    };
  }

  /** Downloads of the last 30 days, or null. */
  downloads(row: number): number | null {
    return this.#number("downloads", row);
  }

  /** The parents that a model names, those that exist and those that do not. */
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

  /** The models that name this one as a parent. */
  children(row: number): RowEdge[] {
    const parent = this.id(row);
    const rows = this.#section("children.rows");
    const claims = this.#section("children.claims");
    const edges: RowEdge[] = [];
    for (const at of this.#range("children.starts", row)) {
      const claim = this.#pages.u8(claims, at);
      if (claim === claimBits.card) continue;
      const child = this.#pages.u32(rows, at);
      edges.push({ row: child, edge: { child: this.id(child), parent, relation: relationOf(claim) } });
    }
    return edges;
  }

  #section(name: string): SectionInfo {
    return this.#sections[name] ?? empty;
  }

  #idBytes(row: number): Uint8Array {
    const offsets = this.#section("ids.offsets");
    return this.#pages.bytes(
      this.#section("ids.bytes"),
      this.#pages.u32(offsets, row),
      this.#pages.u32(offsets, row + 1),
    );
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

  #list(name: string, row: number): string[] {
    const codes = this.#section(`${name}.codes`);
    return Array.from(this.#range(`${name}.starts`, row), at =>
      this.#value(name, this.#pages.u32(codes, at)),
    );
  }

  #single(name: string, row: number): string | null {
    const codes = this.#section(`${name}.codes`);
    const code = codes.length === 0 ? -1 : this.#pages.i32(codes, row);
    return code < 0 ? null : this.#value(name, code);
  }

  #number(name: string, row: number): number | null {
    const section = this.#section(name);
    const value = section.length === 0 ? Number.NaN : this.#pages.f64(section, row);
    return Number.isNaN(value) ? null : value;
  }
}

function isoTime(at: number | null): string | null {
  const time = at === null ? null : new Date(at);
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
