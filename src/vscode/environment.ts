import type { Environment } from "../hub/environment";

/** The extension host's environment; empty on the web. */
export function environment(): Environment {
  return typeof process === "object" ? (process.env ?? {}) : {};
}

/** The person's home folder, or null on the web. */
export function homeFolder(): string | null {
  const { HOME, USERPROFILE } = environment();
  return HOME ?? USERPROFILE ?? null;
}
