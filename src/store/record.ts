import type { DecodedModel, DecodedParent, HubFailureReason } from "../app/ports";
import { bareModel } from "../lineage/model";
import type { Database } from "./database";
import { putCard, putChildren, putFailure, putModel } from "./writes";

/** One write of the index, with everything that was decoded; times are ms since 1970. */
export type IndexRecord =
  | {
      readonly type: "model";
      readonly asked: string;
      readonly answer: DecodedModel;
      readonly at: number;
    }
  | {
      readonly type: "children";
      readonly parent: string;
      /** When the first page of this listing was read. */
      readonly began: number;
      readonly at: number;
      readonly last: boolean;
      readonly answers: readonly DecodedModel[];
    }
  | { readonly type: "failure"; readonly id: string; readonly reason: HubFailureReason; readonly at: number }
  | { readonly type: "card"; readonly id: string; readonly text: string; readonly at: number };

const types: ReadonlySet<unknown> = new Set(["model", "children", "failure", "card"]);

/** A record as JSON in UTF-8; what is null is left out. */
export function encodeRecord(record: IndexRecord): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(record, (_, value) => value ?? undefined));
}

/** Puts back what `encodeRecord` leaves out, and what a version that knew fewer traits did not write. */
function whole({ model, parents }: DecodedModel): DecodedModel {
  const full = (parent: DecodedParent): DecodedParent => ({ ...parent, resolved: parent.resolved ?? null });
  return { model: { ...bareModel(model.id), ...model }, parents: parents.map(full) };
}

/** Reads what `encodeRecord` wrote; null for a kind of record that this version does not know. */
export function decodeRecord(payload: Uint8Array): IndexRecord | null {
  const record = JSON.parse(new TextDecoder().decode(payload)) as IndexRecord;
  if (!types.has(record.type)) return null;
  if (record.type === "model") return { ...record, answer: whole(record.answer) };
  if (record.type === "children") return { ...record, answers: record.answers.map(whole) };
  return record;
}

/** Does to the tables what a record says; a second time changes nothing, and older facts never replace newer ones. */
export function applyRecord(database: Database, record: IndexRecord): void {
  if (record.type === "model") putModel(database, record.asked, record.answer, record.at);
  else if (record.type === "children") putChildren(database, record, record.answers);
  else if (record.type === "failure") putFailure(database, record.id, record.reason, record.at);
  else putCard(database, record.id, record.text, record.at);
}

/** A page whose listing may have lost an earlier page does not complete the list; the only page of a listing does. */
export function withoutDoubtfulEnd(record: IndexRecord): IndexRecord {
  const isDoubtful = record.type === "children" && record.last && record.began !== record.at;
  return isDoubtful ? { ...record, last: false } : record;
}
