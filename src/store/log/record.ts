import type { DecodedModel, DecodedParent } from "../../app/ports/decoder-ports";
import type { HubFailureReason } from "../../app/ports/errors";
import type { Job, JobKind } from "../../app/ports/job-port";
import { bareModel } from "../../lineage/model";
import type { Database } from "../database";
import { type Forgotten, forget } from "../forget";
import { type KnownListState, type KnownModelChecked, putJob, putListState, putModelChecked } from "../jobs";
import { putCard, putChildren, putFailure, putModel } from "../writes";

/** One write to the index, with everything that was decoded; times are ms since 1970. */
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
      /** See `ListingPage`. */
      readonly page?: number;
    }
  | { readonly type: "failure"; readonly id: string; readonly reason: HubFailureReason; readonly at: number }
  | { readonly type: "card"; readonly id: string; readonly text: string; readonly at: number }
  | ({ readonly type: "model-checked" } & KnownModelChecked)
  | ({ readonly type: "list-state" } & KnownListState)
  | { readonly type: "job"; readonly job: Job }
  | ({ readonly type: "forget" } & Forgotten);

/** How each kind of record changes the tables. */
const appliers: { readonly [T in IndexRecord["type"]]: (database: Database, record: RecordOf<T>) => void } = {
  model: (database, { asked, answer, at }) => putModel(database, asked, answer, at),
  children: (database, record) => putChildren(database, record, record.answers),
  failure: (database, { id, reason, at }) => putFailure(database, id, reason, at),
  card: (database, { id, text, at }) => putCard(database, id, text, at),
  "model-checked": (database, checked) => putModelChecked(database, checked),
  "list-state": (database, state) => putListState(database, state),
  job: (database, { job }) => putJob(database, job),
  forget: (database, forgotten) => forget(database, forgotten),
};

type RecordOf<T extends IndexRecord["type"]> = Extract<IndexRecord, { readonly type: T }>;

/** The version of the limits within which the Hub's answers are read; records of version 1 do not say it. */
const limitsVersion = 2;

/** A record as JSON in UTF-8, without nulls. */
export function encodeRecord(record: IndexRecord): Uint8Array {
  const hasAnswers = record.type === "model" || record.type === "children";
  const written = hasAnswers ? { ...record, limits: limitsVersion } : record;
  return new TextEncoder().encode(JSON.stringify(written, (_, value) => value ?? undefined));
}

/** Restores what `encodeRecord` leaves out, and fills in traits that older versions did not write. */
function whole({ model, parents, ...rest }: DecodedModel): DecodedModel {
  const full = (parent: DecodedParent): DecodedParent => ({ ...parent, resolved: parent.resolved ?? null });
  return { ...rest, model: { ...bareModel(model.id), ...model }, parents: parents.map(full) };
}

/** Whether an answer has as many values as earlier versions read at most, so that it may lack some. */
function mayBeCut({ model, parents }: DecodedModel): boolean {
  return model.languages.length === 200 || model.datasets.length === 200 || parents.length === 100;
}

/** A record in place of an answer that is not used: it changes nothing. */
function confirmsNothing({ model }: DecodedModel): IndexRecord {
  return { type: "model-checked", id: model.id, etag: null, at: 0, since: 1 };
}

/** The kind of a job, spelled as in version 6 of the tables and later. */
function presentKind(kind: string): JobKind {
  return kind === "family" ? "family" : "organization";
}

/** Reads what `encodeRecord` wrote; null for a kind of record that this version does not know. */
export function decodeRecord(payload: Uint8Array): IndexRecord | null {
  const { limits = 1, ...rest } = JSON.parse(new TextDecoder().decode(payload)) as IndexRecord & {
    readonly limits?: number;
  };
  const record = rest as IndexRecord;
  if (!Object.hasOwn(appliers, record.type)) return null;
  if (record.type === "model") {
    const answer = whole(record.answer);
    return limits < limitsVersion && mayBeCut(answer) ? confirmsNothing(answer) : { ...record, answer };
  }
  if (record.type === "children") {
    const answers = record.answers.map(whole);
    const kept = limits < limitsVersion ? answers.filter(answer => !mayBeCut(answer)) : answers;
    // Without one of its models, the page is not here, and the list is read again.
    return kept.length === answers.length
      ? { ...record, answers }
      : { ...record, answers: kept, page: -1, last: false };
  }
  if (record.type === "model-checked") return { ...record, etag: record.etag ?? null };
  if (record.type === "list-state") {
    const { etag = null, next = null, at = null } = record;
    return { ...record, etag, next, at };
  }
  if (record.type === "job") {
    const { kind, storage = false, finishedAt = null } = record.job;
    return { ...record, job: { ...record.job, kind: presentKind(kind), storage, finishedAt } };
  }
  if (record.type === "forget") return { ...record, kind: presentKind(record.kind) };
  return record;
}

/** Applies a record to the tables; applying it twice changes nothing, and older facts never replace newer ones. */
export function applyRecord(database: Database, record: IndexRecord): void {
  (appliers[record.type] as (database: Database, record: IndexRecord) => void)(database, record);
}

/** If earlier pages of a listing may be lost, its last page no longer completes the list; a listing's only page still does. */
export function withoutDoubtfulEnd(record: IndexRecord): IndexRecord {
  const isDoubtful = record.type === "children" && record.last && record.began !== record.at;
  return isDoubtful ? { ...record, last: false } : record;
}
