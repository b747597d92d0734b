import type { Scope } from "./scope";

/** The parts of a scope as people write them, in the order in which they are asked for. */
export const scopeFields = ["family", "organization", "task", "since", "before"] as const;

/** A scope as a person wrote it; empty and absent fields limit nothing. */
export type WrittenScope = Readonly<Partial<Record<(typeof scopeFields)[number], string>>>;

/** What a scope limits figures to, in words; null where it limits nothing. */
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
