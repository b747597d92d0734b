/** Where the page of a rule is, with an example, in the repository and in the packed extension. */
export function rulePagePath(id: string): string {
  return `docs/rules/${id.replace("/", "-")}.md`;
}
