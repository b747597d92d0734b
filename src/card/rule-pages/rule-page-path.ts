/** Where the page of a rule is, with an example, in the repository; the packed extension has all of them in one file, by name. */
export function rulePagePath(id: string): string {
  return `docs/rules/${id.replace("/", "-")}.md`;
}
