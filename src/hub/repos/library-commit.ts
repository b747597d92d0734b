import { commit } from "@huggingface/hub";
import type { Proposal } from "../../app/ports/proposal-port";

/**
 * Opens a pull request with one changed file, README.md, through the library; resolves to the address that the Hub says it has. The
 * build leaves out what the library brings along for large files, so the Hub must not ask for the file as one.
 */
export async function commitWithLibrary(
  { id, sha, text, title, description }: Proposal,
  hubUrl: string,
  fetch: typeof globalThis.fetch,
): Promise<string | undefined> {
  const committed = await commit({
    ...{ hubUrl, title, description, fetch, branch: "main", parentCommit: sha },
    ...{ isPullRequest: true, useXet: false },
    repo: { type: "model", name: id },
    operations: [{ operation: "addOrUpdate", path: "README.md", content: new Blob([text]) }],
  });
  return committed?.pullRequestUrl;
}
