import type { FieldKind } from "../fields";

/** What a value is allowed to be, down to the parts of objects. */
export type Shape = "text" | "boolean" | "number" | "any" | ListShape | ObjectShape | EitherShape;

interface ListShape {
  readonly items: Shape;
}

interface Part {
  readonly shape: Shape;
  readonly isRequired: boolean;
}

interface ObjectShape {
  readonly parts: readonly (Part & { readonly key: string })[];
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

const part =
  (isRequired: boolean) =>
  (shape: Shape): Part => ({ shape, isRequired });
const required = part(true);
const optional = part(false);
const object = (parts: Record<string, Part>): ObjectShape => ({
  parts: Object.entries(parts).map(([key, { shape, isRequired }]) => ({ key, shape, isRequired })),
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
export function shapeFaults(
  shape: Shape,
  value: unknown,
  isDate: (path: ShapeFault["path"]) => boolean,
  path: ShapeFault["path"],
  where = String(path[0]),
): readonly ShapeFault[] {
  const faults: ShapeFault[] = [];
  const steps = [...path];
  // Nearly all values are as they should be, so that paths and names are made for the others alone.
  const placeOf = (trail: readonly (string | number)[]) =>
    trail.reduce<string>(
      (place, step) => (typeof step === "number" ? `${place}[]` : `${place}.${step}`),
      where,
    );
  const visit = (wanted: Shape, current: unknown): void => {
    if (wanted === "text" && isSurelyText(current)) return;
    const found = kindOf(current, isDate, steps);
    const fitting = fittingShape(wanted, found);
    const trail = () => steps.slice(path.length);
    if (fitting === null) faults.push({ path: [...steps], where: placeOf(trail()), fault: found, wanted });
    else if (typeof fitting === "string") return;
    else if ("items" in fitting && Array.isArray(current)) {
      for (let at = 0; at < current.length; at++) {
        steps.push(at);
        visit(fitting.items, current[at]);
        steps.pop();
      }
    } else if ("parts" in fitting && isRecord(current)) {
      for (const { key, shape: inner, isRequired } of fitting.parts) {
        if (Object.hasOwn(current, key)) {
          steps.push(key);
          visit(inner, current[key]);
          steps.pop();
        } else if (isRequired)
          faults.push({
            path: [...steps],
            where: placeOf([...trail(), key]),
            fault: "missing",
            wanted: inner,
          });
      }
    }
  };
  visit(shape, value);
  return faults;
}

function fittingShape(shape: Shape, found: Fault): Shape | null {
  if (typeof shape === "object" && "either" in shape)
    return shape.either.find(each => fittingShape(each, found) !== null) ?? null;
  if (shape === "any") return found === "empty" ? null : shape;
  const wanted = typeof shape === "string" ? shape : "items" in shape ? "list" : "object";
  return wanted === found ? shape : null;
}

/** Whether a value is text that begins with a letter: neither blank nor a date. */
function isSurelyText(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const letter = value.charCodeAt(0) | 0x20;
  return letter >= 0x61 && letter <= 0x7a;
}

function kindOf(
  value: unknown,
  isDate: (path: ShapeFault["path"]) => boolean,
  path: ShapeFault["path"],
): Fault {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "object";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return "number";
  if (String(value).trim() === "") return "blank";
  // Where a value stands takes time to find, so only one that begins like a date is looked up.
  return /^\d{4}-/.test(String(value)) && isDate(path) ? "date" : "text";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
