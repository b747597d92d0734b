import {
  type LicenseClass,
  licenseClass,
  licenseClasses,
  licenseClassNames,
} from "../../licenses/license-class";
import type { Relation } from "../../lineage/model";
import { notRead } from "../../lineage/trait-value";

/** How many values of a trait have a color of their own. */
export const ownColors = 6;
/** The color shared by all rarer values. */
export const otherInk = ownColors;
/** The number for "not declared", drawn hollow. */
export const noInk = ownColors + 1;
/** The number for "not read", drawn hollow with a dashed outline. */
export const unreadInk = ownColors + 2;

/** How a model was made from its first parent, or a root if it declares none. */
export type Shape = Relation | "root";

/** Yellow is left to warnings. */
const classInks: Readonly<Record<LicenseClass, number>> = {
  permissive: 0,
  "use-restricted": 1,
  copyleft: 2,
  unspecific: 3,
  "non-commercial": 4,
  none: noInk,
  unread: unreadInk,
};

const shapeInks: Readonly<Record<Shape, number>> = {
  finetune: 0,
  adapter: 1,
  quantized: 2,
  merge: 3,
  unknown: otherInk,
  root: noInk,
};

/** Whether a color number stands for no value, so the shape is drawn hollow. */
export function isHollow(ink: number): boolean {
  return ink >= noInk;
}

/** The class of a license as a palette groups it: null is not declared, `notRead` not read. */
export function classOfValue(value: string | null): LicenseClass {
  return value === notRead ? "unread" : licenseClass(value);
}

/** The color number of a class of licenses, the same in every family, picture, table, report, and export. */
export function classInk(kind: LicenseClass): number {
  return classInks[kind];
}

/** The color number of a license, by its class. */
export function licenseInk(value: string | null): number {
  return classInks[classOfValue(value)];
}

/** The key of the colors of some licenses: the classes that occur, by their English names, in the order of legends. */
export function licenseKey(licenses: readonly (string | null)[]): readonly { name: string; color: number }[] {
  const found = new Set(licenses.map(classOfValue));
  return licenseClasses
    .filter(kind => found.has(kind))
    .map(kind => ({ name: licenseClassNames[kind], color: classInks[kind] }));
}

/** Whether a value of a palette is a relation, or that of a root. */
export function isShape(value: string | null): value is Shape {
  return value !== null && Object.hasOwn(shapeInks, value);
}

/** The color number of a relation to the first parent; a root has none and is drawn hollow. */
export function shapeInk(shape: Shape): number {
  return shapeInks[shape];
}

/** The class that gives an element of a page the color with that number. */
export function inkClass(ink: number): string {
  if (ink === noInk) return "color-none";
  if (ink === unreadInk) return "color-unread";
  return ink === otherInk ? "color-other" : `color-${ink + 1}`;
}
