/** What each command does, for docs/commands.md: the manifest has room for a title only. */
export const commandWords: Readonly<Record<string, string>> = {
  "hubLineage.showFamily": "Shows the family of the open card, or of a model you choose, as a tree.",
  "hubLineage.refreshFamily": "Reads the model, its parents, and its children from the Hub again.",
  "hubLineage.exportFamily":
    "Saves the family as JSON, CSV, Mermaid, Markdown, CycloneDX, GraphML, DOT, or Newick. In the panel, also as SVG or PNG.",
  "hubLineage.chooseModel": "Sets which model on the Hub the open card belongs to.",
  "hubLineage.compareWithParent": "Opens a diff between the parent's card and this one.",
  "hubLineage.openOnHub": "Opens the model's page in your browser.",
  "hubLineage.openCard": "Opens a model's card from the Hub, read-only.",
  "hubLineage.newModelCard":
    "Creates a card for a model derived from another one, with the parent's license and its obligations, languages, and task.",
  "hubLineage.checkWorkspace": "Checks every model card in the workspace, open or not.",
  "hubLineage.signIn": "Asks for a Hub access token and stores it in VS Code's secret storage.",
  "hubLineage.signOut": "Deletes the stored token.",
  "hubLineage.indexStatus":
    "Shows the Index view: what is indexed, how large and how old it is, what is running, and what failed.",
  "hubLineage.queryIndex": "Opens a document for SQL queries over the index. See [the tables](index.md).",
  "hubLineage.runQuery": "Runs the statement at the cursor and shows the rows, with export to CSV.",
  "hubLineage.cancelQuery": "Stops the running query.",
  "hubLineage.exportIndex": "Writes the index to a SQLite file.",
  "hubLineage.refreshIndex": "Updates the Index view.",
  "hubLineage.retryIndex": "Retries what failed.",
  "hubLineage.refreshIndexed": "Reads an indexed family or organization from the Hub again.",
  "hubLineage.forgetIndexed": "Removes a family or organization from the index.",
  "hubLineage.clearIndex": "Empties the index, after asking you.",
  "hubLineage.indexFamily": "Reads a whole family from the Hub. Run it again to resume where it stopped.",
  "hubLineage.indexOrganization": "Reads all models of an organization or user, with their ancestors.",
  "hubLineage.importSnapshot":
    "Imports a table of all models on the Hub, from a file or a web address. After that, every family is available without a request.",
  "hubLineage.runAnalysis":
    "Runs an [analysis](analyses.md) over the imported snapshot and shows it as a report.",
  "hubLineage.showLog": "Opens the log of requests and failures.",
  "hubLineage.loadMore": "Shows the next hundred children in the side bar.",
};
