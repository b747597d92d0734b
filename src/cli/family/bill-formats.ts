/** The format of a family that only the command line writes, beside those that the editor exports as well. */
export const spdxFormat = {
  key: "spdx",
  name: "SPDX",
  purpose: "a bill of materials (3.0.1, JSON-LD) with the profiles for AI and datasets",
  ending: "spdx.json",
} as const;
