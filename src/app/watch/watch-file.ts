import { asList, asObject, asText } from "../../lineage/checked-json";
import type { Relation } from "../../lineage/model";
import type { WatchedModel, WatchState } from "./watch-state";

const version = 1;
const longest = 300;
/** The end of the year 9999, in ms since 1970. */
const latest = 253_402_300_799_999;
const relations: ReadonlySet<string> = new Set<Relation>([
  ...(["finetune", "adapter", "quantized", "merge", "unknown"] as const),
]);

/** States by what is watched, as the text of a file. */
export function writeStates(states: ReadonlyMap<string, WatchState>): string {
  const watched = [...states].map(([target, { at, own, models, children, unnamed }]) => [
    target,
    {
      ...{ at, own },
      models: Object.fromEntries(models),
      children: Object.fromEntries(children),
      unnamed: Object.fromEntries(unnamed),
    },
  ]);
  return `${JSON.stringify({ version, watched: Object.fromEntries(watched) }, null, 1)}\n`;
}

/** Reads such a file; null if it is none. What is not as it should be is left out. */
export function readStates(text: string): ReadonlyMap<string, WatchState> | null {
  let file: Readonly<Record<string, unknown>> | null;
  try {
    file = asObject(JSON.parse(text));
  } catch {
    return null;
  }
  const watched = asObject(file?.watched);
  if (file?.version !== version || watched === null) return null;
  return new Map(
    Object.entries(watched).flatMap(([target, state]) => {
      const read = stateOf(asObject(state));
      return read === null ? [] : [[target, read] as const];
    }),
  );
}

/** A state; null for what is none, since nothing can be compared with it. */
function stateOf(value: Readonly<Record<string, unknown>> | null): WatchState | null {
  if (value === null || idsIn(value.own).length === 0) return null;
  const entries = (field: unknown) => Object.entries(asObject(field) ?? {});
  return {
    at: typeof value.at === "number" && value.at >= 0 && value.at <= latest ? value.at : null,
    own: idsIn(value.own),
    models: new Map(
      entries(value.models).flatMap(([id, model]) => {
        const read = modelOf(asObject(model) ?? {});
        return read === null ? [] : [[id, read] as const];
      }),
    ),
    children: new Map(entries(value.children).map(([id, ids]) => [id, idsIn(ids)])),
    unnamed: new Map(
      entries(value.unnamed).flatMap(([id, of]) => {
        const name = asText(of, longest);
        return name === null ? [] : [[id, name] as const];
      }),
    ),
  };
}

function idsIn(value: unknown): readonly string[] {
  return asList(value).flatMap(id => asText(id, longest) ?? []);
}

function modelOf(value: Readonly<Record<string, unknown>>): WatchedModel | null {
  const id = asText(value.id, longest);
  if (id === null) return null;
  return {
    id,
    isVisible: value.isVisible === true,
    license: asText(value.license, longest),
    gated: typeof value.gated === "boolean" ? value.gated : null,
    newVersion: asText(value.newVersion, longest),
    parents: asList(value.parents).flatMap(each => {
      const { parent, relation } = asObject(each) ?? {};
      const name = asText(parent, longest);
      if (name === null) return [];
      const known = typeof relation === "string" && relations.has(relation) ? relation : "unknown";
      return [{ parent: name, relation: known as Relation }];
    }),
  };
}
