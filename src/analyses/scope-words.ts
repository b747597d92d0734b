import type { Scope } from "./scope";

/** The fields of a scope as users enter them, in the order in which they are asked for. */
export const scopeFields = ["family", "organization", "task", "since", "before"] as const;

/** A scope as entered by a user; empty and absent fields limit nothing. */
export type WrittenScope = Readonly<Partial<Record<(typeof scopeFields)[number], string>>>;

/** What a scope limits figures to, in words; null if it limits nothing. */
export function scopeInWords({ family, organization, task, from, to }: Scope): string | null {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const parts = [
    family === undefined ? "" : `the family of ${family}`,
    organization === undefined ? "" : `the organization ${organization}`,
    task === undefined ? "" : `the task ${task}`,
    from === undefined ? "" : `models created since ${day(from)}`,
    to === undefined ? "" : `models created before ${day(to)}`,
  ].filter(part => part !== "");
  return parts.length === 0 ? null : parts.join(", ");
}
