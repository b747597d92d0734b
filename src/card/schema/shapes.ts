import type { FieldKind } from "../fields";

/** What a value is allowed to be, down to the parts of objects. */
export type Shape = "text" | "boolean" | "number" | "any" | ListShape | ObjectShape | EitherShape;

interface ListShape {
  readonly items: Shape;
}

interface ObjectShape {
  readonly parts: ReadonlyMap<string, { readonly shape: Shape; readonly isRequired: boolean }>;
}

interface EitherShape {
  readonly either: readonly Shape[];
}

/** What is wrong with a value; `empty` is no value at all, `blank` text without a letter, `missing` a part that is not there. */
export type Fault =
  | "missing"
  | "empty"
  | "blank"
  | "text"
  | "number"
  | "boolean"
  | "date"
  | "list"
  | "object"
  | "value";

/** A value that has another shape than its place asks for. */
export interface ShapeFault {
  /** Where the value is, or the object that lacks it. */
  readonly path: readonly (string | number)[];
  /** The place as in messages of the Hub, without numbers: `model-index[].results[].task.type`. */
  readonly where: string;
  readonly fault: Fault;
  readonly wanted: Shape;
}

const part = (isRequired: boolean) => (shape: Shape) => ({ shape, isRequired });
const required = part(true);
const optional = part(false);
const object = (parts: Record<string, ReturnType<typeof required>>): ObjectShape => ({
  parts: new Map(Object.entries(parts)),
});
const anyObject = object({});

const result = object({
  task: required(object({ type: required("text"), name: optional("text") })),
  dataset: optional(
    object({
      type: required("text"),
      name: required("text"),
      config: optional("text"),
      split: optional("text"),
      revision: optional("text"),
      args: optional("any"),
    }),
  ),
  metrics: required({
    items: object({
      type: required("text"),
      value: required("any"),
      name: optional("text"),
      config: optional("text"),
      args: optional("any"),
      verified: optional("boolean"),
      verifyToken: optional("text"),
    }),
  }),
  source: optional(object({ url: required("text"), name: optional("text") })),
});

/** One model of model-index with its results. */
export const modelIndexShape: Shape = object({
  name: required("text"),
  results: required({ items: result }),
});

/** The shape of a field by its kind, as far as the whole value goes. */
export const kindShapes: Readonly<Record<FieldKind, Shape>> = {
  text: "text",
  "text-or-list": { either: ["text", { items: "text" }] },
  list: { items: "text" },
  // Objects have parts of their own, which the rules of their fields read.
  objects: { items: { either: ["text", anyObject] } },
  object: anyObject,
  boolean: "boolean",
  "boolean-or-object": { either: ["boolean", anyObject] },
  // emissions/invalid reports text that should be a number.
  "number-or-object": { either: ["number", "text", anyObject] },
};

/** Everything in a value that has another shape than it should; `isDate` tells text that the Hub reads as a date. */
export function* shapeFaults(
  shape: Shape,
  value: unknown,
  isDate: (path: ShapeFault["path"]) => boolean,
  path: ShapeFault["path"],
  where = String(path[0]),
): Iterable<ShapeFault> {
  const found = kindOf(value, () => isDate(path));
  const fitting = fittingShape(shape, found);
  if (fitting === null) yield { path, where, fault: found, wanted: shape };
  else if (typeof fitting === "object" && "items" in fitting && Array.isArray(value)) {
    for (const [at, item] of value.entries())
      yield* shapeFaults(fitting.items, item, isDate, [...path, at], `${where}[]`);
  } else if (typeof fitting === "object" && "parts" in fitting && isRecord(value)) {
    for (const [key, { shape: inner, isRequired }] of fitting.parts) {
      const place = `${where}.${key}`;
      if (Object.hasOwn(value, key)) yield* shapeFaults(inner, value[key], isDate, [...path, key], place);
      else if (isRequired) yield { path, where: place, fault: "missing", wanted: inner };
    }
  }
}

function fittingShape(shape: Shape, found: Fault): Shape | null {
  if (typeof shape === "object" && "either" in shape)
    return shape.either.find(each => fittingShape(each, found) !== null) ?? null;
  if (shape === "any") return found === "empty" ? null : shape;
  const wanted = typeof shape === "string" ? shape : "items" in shape ? "list" : "object";
  return wanted === found ? shape : null;
}

function kindOf(value: unknown, isDate: () => boolean): Fault {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "object";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return "number";
  if (String(value).trim() === "") return "blank";
  return isDate() ? "date" : "text";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
