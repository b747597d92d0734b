/** What each command does, for docs/commands.md: the manifest has room for a title only. */
export const commandWords: Readonly<Record<string, string>> = {
  "hubLineage.showFamily": "Shows the family of the open card, or of a model you choose, as a tree.",
  "hubLineage.showFamilyHere":
    "Shows the family of the model whose ID the cursor is on, or else of the open card.",
  "hubLineage.showFamilyOfFile": "Opens a `README.md` and shows its model's family.",
  "hubLineage.refreshFamily": "Reads the model, its parents, and its children from the Hub again.",
  "hubLineage.exportFamily":
    "Saves the family as JSON, CSV, Mermaid, Markdown, CycloneDX, GraphML, DOT, or Newick. Also as a poster or a figure for the model card (SVG), and, in the panel, as SVG or PNG.",
  "hubLineage.saveCardFigure":
    "Saves a small SVG for a model card, with the parents, the model, and its children, and says how to put it into the card.",
  "hubLineage.chooseModel": "Sets which model on the Hub the open card belongs to.",
  "hubLineage.compareWithParent":
    "Shows what this card kept, lost, gained, and changed of its parent's traits, and why it matters.",
  "hubLineage.addMissing":
    "Shows what would meet the obligations of the open card that nothing meets: license texts, a NOTICE file, a section for the card. You accept each or not.",
  "hubLineage.proposeChange":
    "Reads the card of the open card's model on the Hub, and shows the change of a fix that you choose, for a [pull request](editor.md#propose-a-change). Sends nothing.",
  "hubLineage.openPullRequest":
    "Asks whether to open a pull request with the change that *Propose Change on the Hub* shows, and opens it if you agree.",
  "hubLineage.addFrontMatter":
    "Writes front matter above the text of a README beside model files, with a place for each value that the Hub needs.",
  "hubLineage.copyId": "Copies the ID of a model, or the name of an author.",
  "hubLineage.compareTexts":
    "Opens a diff between the parent's card and this one, folded where they are equal.",
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
  "hubLineage.newNotebook":
    "Opens a [notebook](notebooks.md) with an example of each kind of cell: Markdown, SQL, and an analysis.",
  "hubLineage.exportNotebook":
    "Saves a notebook as an HTML page with the tables and charts that its cells show.",
  "hubLineage.exportIndex": "Writes the index to a SQLite file.",
  "hubLineage.refreshIndex": "Updates the Index view.",
  "hubLineage.retryIndex": "Retries what failed.",
  "hubLineage.refreshIndexed": "Reads an indexed family or organization from the Hub again.",
  "hubLineage.forgetIndexed": "Removes a family or organization from the index.",
  "hubLineage.clearIndex": "Empties the index, after asking you.",
  "hubLineage.indexFamily": "Reads a whole family from the Hub. Run it again to resume where it stopped.",
  "hubLineage.indexOrganization": "Reads all models of an organization or user, with their ancestors.",
  "hubLineage.auditOrganization":
    "Reads all models of an organization or user with their cards and ancestors, and shows what needs a look: findings, obligations, and undeclared parents.",
  "hubLineage.whatChanged":
    "Shows what changed about the ancestors and descendants of an organization's models, or of one model, since they were last read.",
  "hubLineage.forgetWatched": "Forgets what is watched, and what was read of it.",
  "hubLineage.getDuckdb":
    "Downloads DuckDB's command line, a fixed version from PyPI, after you have seen its address, size, and checksum and agreed. Its checksum is compared before anything is unpacked. Queries over the imported snapshot use it where no other DuckDB is found. Not in the browser.",
  "hubLineage.importSnapshot":
    "Imports a table of all models on the Hub, from a file or a web address. After that, every family is available without a request.",
  "hubLineage.runAnalysis":
    "Runs an [analysis](analyses.md) over the imported snapshot and shows it as a report.",
  "hubLineage.lookUpAuthors":
    "Asks the Hub whether authors of unknown kind are [persons or organizations](organizations.md#ask-the-hub), the most downloaded first, and keeps its answers.",
  "hubLineage.writeReport":
    "Writes a [report](analyses.md#a-report-to-publish) of analyses to a folder: one page, Markdown, and figures for a paper.",
  "hubLineage.trySample":
    "Opens a window with made-up cards and a made-up family. It sends no requests, and nothing is kept when it closes.",
  "hubLineage.closeSample": "Closes the sample data.",
  "hubLineage.getStarted": "Opens the walkthrough of the first steps.",
  "hubLineage.showLog": "Opens the log of requests and failures.",
  "hubLineage.loadMore": "Shows the next hundred children in the side bar.",
};
